package io.firstlight.study.cost;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.plan.ListSchedule;
import io.firstlight.study.plan.StagePlan;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plan with what it costs and what of it is already done.
 *
 * @param costs of every stage
 * @param finished stages whose results the store has
 */
public record CostedPlan(StagePlan plan, Map<StageKey, StageCost> costs, Set<StageKey> finished, Machine machine) {
    public CostedPlan {
        costs = Map.copyOf(costs);
        finished = Set.copyOf(finished);
    }

    public StageCost cost(StageKey key) {
        return costs.get(key);
    }

    /** Seconds still to run: 0 for a finished stage. */
    public double secondsToRun(StageKey key) {
        return finished.contains(key) ? 0 : cost(key).seconds();
    }

    /** One stage, as {@code plan --json} has it. */
    public record Row(String key, String kind, String label, StageCost cost, int usedBy, boolean finished) {}

    /**
     * What the whole plan takes.
     *
     * @param tokens of all stages, each once
     * @param secondsOfWork still to run, one after the other
     * @param secondsToRun still to run, from start to end on the machine's workers
     * @param secondsWithoutSharing of work if every model ran all its stages itself, on data prepared once
     */
    public record Totals(
            long tokens,
            double flops,
            Space space,
            double secondsOfWork,
            double secondsToRun,
            double secondsWithoutSharing) {}

    /**
     * Room that the plan needs.
     *
     * @param memoryBytes at the peak, with as many of the largest stages as there are workers
     * @param diskBytes of all results
     */
    public record Space(long memoryBytes, long diskBytes) {}

    /** Everything {@code plan --json} prints. */
    public record View(String study, String budget, Machine machine, List<Row> stages, Totals totals) {}

    public View view() {
        return new View(plan.study().identity().name(), plan.study().identity().budget(), machine, rows(), totals());
    }

    public List<Row> rows() {
        Map<StageKey, Integer> usedBy = plan.usedBy();
        return plan.stages().stream()
                .map(stage -> new Row(
                        stage.key().hex(),
                        stage.words(),
                        stage.label(),
                        cost(stage.key()),
                        usedBy.get(stage.key()),
                        finished.contains(stage.key())))
                .toList();
    }

    public Totals totals() {
        Map<StageKey, Integer> usedBy = plan.usedBy();
        List<StageCost> all =
                plan.stages().stream().map(stage -> cost(stage.key())).toList();
        long memory = all.stream()
                .map(StageCost::memoryBytes)
                .sorted((a, b) -> Long.compare(b, a))
                .limit(machine.numWorkers())
                .mapToLong(Long::longValue)
                .sum();
        return new Totals(
                all.stream().mapToLong(cost -> cost.work().tokens()).sum(),
                all.stream().mapToDouble(cost -> cost.work().flops()).sum(),
                new Space(memory, all.stream().mapToLong(StageCost::diskBytes).sum()),
                plan.stages().stream()
                        .mapToDouble(stage -> secondsToRun(stage.key()))
                        .sum(),
                new ListSchedule(plan, this::secondsToRun).makespanSeconds(machine.numWorkers()),
                plan.stages().stream()
                        // Every study prepares its data once, whether its models share anything or not.
                        .mapToDouble(stage -> cost(stage.key()).seconds()
                                * (stage.equals(plan.dataStage()) ? 1 : usedBy.get(stage.key())))
                        .sum());
    }
}
