package io.firstlight.cli.study;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** While open, Ctrl-C and termination say that nothing is lost, and end the process at once. */
final class Interruption implements AutoCloseable {
    private static final int EXIT_CODE = 130;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Thread hook;

    /**
     * Handles Ctrl-C and termination from now on.
     *
     * @param say prints one line where progress is shown
     */
    Interruption(Consumer<String> say) {
        hook = new Thread(
                () -> {
                    if (open.get()) {
                        say.accept(
                                "Interrupted. What had finished is kept, and what was running continues from its last "
                                        + "save: start the same command again.");
                        // An orderly exit would run libtorch's destructors under threads that still compute, and crash.
                        Runtime.getRuntime().halt(EXIT_CODE);
                    }
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        open.set(false);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is already on its way out; the hook sees that it is closed.
        }
    }
}
