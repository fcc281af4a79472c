package io.firstlight.study.cost;

import io.firstlight.study.machine.Machine;
import io.firstlight.study.machine.Speed;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.work.DataFacts;

/** Measures how fast this machine does the work of a stage, with a few steps of it. */
@FunctionalInterface
public interface SpeedProbe {
    /**
     * The sustained speed of stages like {@code stage}, in operations as {@link CostModel} counts them, with
     * {@code machine.numThreads()} threads while {@code machine.numWorkers()} such stages run.
     */
    Speed measure(Stage stage, DataFacts facts, Machine machine);

    /** The same speed for everything, for when nothing was measured. */
    static SpeedProbe assumed(double flopsPerSecond) {
        return (stage, facts, machine) -> new Speed(flopsPerSecond, 1);
    }
}
