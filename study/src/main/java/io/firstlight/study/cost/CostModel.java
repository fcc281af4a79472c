package io.firstlight.study.cost;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.machine.Speed;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.StageWork;
import io.firstlight.study.work.Work;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what every stage of a plan will cost. The speed of a kind of stage comes from stages of the same shape that
 * finished on this machine; where there is none, it is measured.
 */
public final class CostModel {
    /** Of a stage's time, what is not proportional to its work, where only finished stages are known. */
    private static final double OVERHEAD_SECONDS = 1;

    private static final double UNKNOWN_DATA_SECONDS = 60;
    private final DataFacts facts;
    private final Machine machine;
    private final SpeedProbe probe;
    private final List<StageRecord> history;
    private final Map<List<Object>, Speed> speeds = new HashMap<>();

    /**
     * A model of costs on one machine.
     *
     * @param history finished stages of any study; those of other machines are ignored, and those of other shapes do
     *     not count for a shape
     */
    public CostModel(DataFacts facts, Machine machine, SpeedProbe probe, List<StageRecord> history) {
        this.facts = facts;
        this.machine = machine;
        this.probe = probe;
        this.history = history.stream()
                .filter(record -> record.timing().machine().equals(machine))
                .toList();
    }

    /** The cost of every stage, in the plan's order. Probes each kind and shape of stage at most once. */
    public Map<StageKey, StageCost> costs(StagePlan plan) {
        Map<StageKey, StageCost> costs = new LinkedHashMap<>();
        for (Stage stage : plan.stages()) {
            StageWork work = stage.spec().work(facts);
            costs.put(
                    stage.key(),
                    new StageCost(
                            work.work(),
                            work.memoryBytes(),
                            work.diskBytes(),
                            seconds(stage, work.work()),
                            history.stream()
                                    .anyMatch(
                                            record -> alike(record, stage.spec().kind(), work.work()))));
        }
        return costs;
    }

    private double seconds(Stage stage, Work work) {
        if (work.flops() == 0) {
            return history.stream()
                    .filter(record -> alike(record, stage.spec().kind(), work))
                    .mapToDouble(record -> record.timing().seconds())
                    .average()
                    .orElse(UNKNOWN_DATA_SECONDS);
        }
        return speeds.computeIfAbsent(
                        List.of(stage.spec().kind(), work.shape()),
                        kindAndShape -> measured(stage.spec().kind(), work)
                                .orElseGet(() -> probe.measure(stage, facts, machine)))
                .seconds(work.flops());
    }

    private Optional<Speed> measured(String kind, Work work) {
        double flops = 0;
        double seconds = 0;
        for (StageRecord record : history) {
            if (alike(record, kind, work) && record.timing().work().flops() > 0) {
                flops += record.timing().work().flops();
                // A stage shorter than the overhead says nothing but that the rest was short.
                seconds += Math.max(
                        record.timing().seconds() - OVERHEAD_SECONDS,
                        record.timing().seconds() / 2);
            }
        }
        return seconds > 0 ? Optional.of(new Speed(flops / seconds, OVERHEAD_SECONDS)) : Optional.empty();
    }

    private static boolean alike(StageRecord record, String kind, Work work) {
        return record.kind().equals(kind) && record.timing().work().shape().equals(work.shape());
    }
}
