package io.firstlight.study.cost;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.plan.StageKind;

/** What is remembered of a finished stage beside its files. */
public record StageRecord(StageKey key, StageKind kind, String label, Timing timing) {

    /**
     * What the stage took, for later plans.
     *
     * @param seconds        spent on it, summed over attempts that were interrupted
     * @param plannedSeconds as the plan had it before the run
     * @param work           as planned
     * @param machine        where it ran last
     */
    public record Timing(double seconds, double plannedSeconds, Work work, Machine machine) {}
}
