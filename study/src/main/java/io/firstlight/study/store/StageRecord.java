package io.firstlight.study.store;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.plan.StageKind;

/** What is remembered of a finished stage beside its files. */
public record StageRecord(StageKey key, StageKind kind, String label, Timing timing) {

    /**
     * What the stage took, for later plans.
     *
     * @param seconds    spent on it, summed over attempts that were interrupted
     * @param flops      floating point operations as planned; 0 when the plan could not say
     * @param numThreads it computed with
     * @param numWorkers stages that could run at the same time
     * @param machine    where it ran
     */
    public record Timing(double seconds, double flops, int numThreads, int numWorkers, String machine) {}
}
