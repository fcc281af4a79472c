package io.firstlight.study.stage;

import io.firstlight.tensor.Engine;

/** Does what a stage's spec says, in the arithmetic that its numbers depend on, and leaves what the spec declares. */
public final class StageBodies {
    private StageBodies() {}

    /** Runs each stage by its own spec. */
    public static StageBody bySpec() {
        return context -> {
            setUpArithmetic(context.stage().spec(), context.numThreads());
            StageOutput.prepare(context);
            context.stage().spec().run(context);
            StageOutput.dropUndeclared(context);
        };
    }

    static void setUpArithmetic(StageSpec spec, int numThreads) {
        if (spec.computesTensors()) {
            // They belong to the thread that computes, which is the executor's worker.
            Engine.setComputeThreads(numThreads);
        } else {
            // It draws and computes no tensors, on a worker that may have trained before.
            Engine.keepDenormals();
        }
    }
}
