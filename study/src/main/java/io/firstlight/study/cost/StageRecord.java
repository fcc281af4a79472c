package io.firstlight.study.cost;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.firstlight.core.key.StageKey;
import io.firstlight.study.machine.Environment;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.work.Work;
import java.util.Map;

/**
 * What is remembered of a finished stage beside its files.
 *
 * @param kind of its spec
 * @param environment what computed it, see {@link Environment}; empty in records from before it was noted, and then
 *     left out of their JSON, so that their checksums stay what they were
 */
public record StageRecord(
        StageKey key,
        String kind,
        String label,
        Timing timing,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> environment) {
    public StageRecord {
        environment = environment == null ? Map.of() : Map.copyOf(environment);
    }

    /**
     * What the stage took, for later plans.
     *
     * @param seconds spent on it, summed over attempts that were interrupted
     * @param plannedSeconds as the plan had it before the run
     * @param work as planned
     * @param machine where it ran last
     */
    public record Timing(double seconds, double plannedSeconds, Work work, Machine machine) {}
}
