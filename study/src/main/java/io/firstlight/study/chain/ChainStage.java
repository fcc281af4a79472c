package io.firstlight.study.chain;

import io.firstlight.study.stage.StageRole;
import io.firstlight.study.training.NextTokenSettings;
import io.firstlight.study.training.TrainingBudget;
import io.firstlight.study.training.TrainingBudget.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One training stage of a chain.
 *
 * @param name what the study calls it; no other stage of the chain has it
 * @param label for people
 * @param training what is trained and how
 * @param checkpointsPercent percentages of the budget at which the stage is cut into segments, so that other stages can
 *     start there; ascending and above 0; empty for a stage that is not cut
 * @param inputs what it starts from, by role; of {@link StageRole#FEATURES} the stage whose image encoder made them
 */
public record ChainStage(
        String name,
        StageLabel label,
        StageTraining training,
        List<Integer> checkpointsPercent,
        Map<StageRole, StagePoint> inputs) {
    public ChainStage {
        checkpointsPercent = List.copyOf(checkpointsPercent);
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
        if (!checkpointsPercent.isEmpty() && !training.optimizer().keepsState()) {
            throw new IllegalArgumentException(
                    "stage '" + name + "' is cut into segments, so it must keep its optimizer's state");
        }
    }

    /**
     * A part of the stage, from one checkpoint to the next.
     *
     * @param fromPercent where it begins, in percent of the stage's budget
     * @param toPercent where it ends
     */
    public record Segment(int fromPercent, int toPercent, TrainingBudget budget) {}

    /**
     * The parts that the stage is cut into, in their order; a stage without checkpoints is one.
     *
     * @param percent where the last of them ends: a checkpoint, or 100
     */
    public List<Segment> segmentsTo(int percent) {
        List<Integer> ends = new ArrayList<>(checkpointsPercent);
        ends.removeIf(end -> end > percent);
        if (!ends.contains(percent)) {
            ends.add(percent);
        }
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        for (int to : ends) {
            segments.add(
                    new Segment(from, to, new TrainingBudget(training.budget().unit(), amountAt(from), amountAt(to))));
            from = to;
        }
        return segments;
    }

    /** Whether it is cut. */
    public boolean isCut() {
        return !checkpointsPercent.isEmpty();
    }

    /**
     * Tokens at {@code percent} of the budget, to the nearest whole batch: a stage cut there trains on the same batches
     * as one that is not cut. The budget itself at 100 %.
     */
    public long amountAt(int percent) {
        TrainingBudget budget = training.budget();
        if (percent == 0 || percent == 100) {
            return percent == 0 ? 0 : budget.to();
        }
        if (budget.unit() != Unit.TOKENS || !(training.objective() instanceof NextTokenSettings nextToken)) {
            throw new IllegalStateException("stage '" + name + "' counts " + budget.unit() + ", so it cannot be cut");
        }
        return amountAt(percent, budget.to(), nextToken.batching().batchTokens());
    }

    /**
     * As {@link #amountAt(int)}, of a budget that no stage has yet.
     *
     * @param batchTokens positions of one optimizer step
     */
    public static long amountAt(int percent, long budgetTokens, int batchTokens) {
        if (percent == 100) {
            return budgetTokens;
        }
        double batches = budgetTokens * (percent / 100.0) / batchTokens;
        return Math.min(budgetTokens, Math.round(batches) * batchTokens);
    }
}
