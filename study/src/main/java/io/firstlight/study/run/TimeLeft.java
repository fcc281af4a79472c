package io.firstlight.study.run;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.cost.CostedPlan;
import io.firstlight.study.plan.ListSchedule;
import java.util.HashMap;
import java.util.Map;

/** Estimates the time to the end of a study from its plan and from how the plan's costs came true so far. */
final class TimeLeft {
    private static final double GREATEST_CORRECTION = 5;
    private final CostedPlan plan;
    private final Map<StageKey, Double> finishedSeconds = new HashMap<>();

    TimeLeft(CostedPlan plan) {
        this.plan = plan;
    }

    void finished(StageKey key, double seconds) {
        finishedSeconds.put(key, seconds);
    }

    /**
     * Estimated seconds until all stages of the plan are finished.
     *
     * @param spent seconds spent so far on stages that are not finished
     */
    double seconds(Map<StageKey, Double> spent) {
        double correction = correction();
        return new ListSchedule(plan.plan(), key -> {
                    if (finishedSeconds.containsKey(key) || plan.finished().contains(key)) {
                        return 0;
                    }
                    double planned = plan.cost(key).seconds() * correction;
                    // A stage past its planned time is assumed to be nearly, never quite, done.
                    return Math.max(planned - spent.getOrDefault(key, 0.0), planned * 0.02);
                })
                .makespanSeconds(plan.machine().numWorkers());
    }

    private double correction() {
        double real = 0;
        double planned = 0;
        for (Map.Entry<StageKey, Double> entry : finishedSeconds.entrySet()) {
            if (plan.cost(entry.getKey()).work().flops() > 0) {
                real += entry.getValue();
                planned += plan.cost(entry.getKey()).seconds();
            }
        }
        return planned == 0 ? 1 : Math.min(GREATEST_CORRECTION, Math.max(1 / GREATEST_CORRECTION, real / planned));
    }
}
