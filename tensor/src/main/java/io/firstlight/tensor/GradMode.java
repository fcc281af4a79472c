package io.firstlight.tensor;

/**
 * Whether libtorch records gradients on this thread, restored on close. The presets' {@code NoGradGuard} is not used: a
 * forgotten one leaves gradients off for its thread for good.
 */
public final class GradMode implements AutoCloseable {
    private final boolean previous;

    private GradMode(boolean enabled) {
        previous = org.bytedeco.pytorch.GradMode.is_enabled();
        org.bytedeco.pytorch.GradMode.set_enabled(enabled);
    }

    public static GradMode off() {
        return new GradMode(false);
    }

    public static GradMode on() {
        return new GradMode(true);
    }

    @Override
    public void close() {
        org.bytedeco.pytorch.GradMode.set_enabled(previous);
    }
}
