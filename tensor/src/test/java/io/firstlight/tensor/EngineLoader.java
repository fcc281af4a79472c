package io.firstlight.tensor;

/** A process that loads the engine and says so. */
final class EngineLoader {
    private EngineLoader() {}

    public static void main(String[] arguments) {
        System.out.println("loading");
        Engine.setComputeThreads(1);
        System.out.println("loaded");
    }
}
