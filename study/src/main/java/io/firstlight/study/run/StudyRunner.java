package io.firstlight.study.run;

import io.firstlight.core.error.UserException;
import io.firstlight.core.progress.Progress;
import io.firstlight.core.text.Quantities;
import io.firstlight.study.cost.CostedPlan;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.store.Store;
import java.util.List;
import java.util.function.Predicate;

/**
 * Runs what of a plan is not in the store yet. Finished stages are stored as they finish, so a run that is stopped in
 * any way continues where it was; a failed stage lets those that are running finish and starts no other. Several
 * runners, in processes of their own, can share a store: each takes stages that no other has, and waits for those it
 * needs.
 */
public final class StudyRunner {
    /** Beside the results: checkpoints of stages at work. */
    private static final long SPARE_BYTES = 200L << 20;

    private final Store store;
    private final Progress progress;

    public StudyRunner(Store store, Progress progress) {
        this.store = store;
        this.progress = progress;
    }

    /**
     * Runs every stage that {@code which} accepts and the store does not have; the inputs of these must be accepted or
     * there.
     *
     * @throws StageFailedException if a stage failed
     * @throws UserException if the disk cannot hold the results
     */
    public void run(CostedPlan plan, StageExecutor executor, Predicate<Stage> which) {
        List<Stage> missing = plan.plan().stages().stream()
                .filter(stage -> !plan.finished().contains(stage.key()) && which.test(stage))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        requireSpace(plan, missing);
        new PlanRun(new PlanRun.Setting(store, executor, progress), plan, missing).run();
    }

    /** As {@link #run(CostedPlan, StageExecutor, Predicate)}, of every stage. */
    public void run(CostedPlan plan, StageExecutor executor) {
        run(plan, executor, stage -> true);
    }

    private void requireSpace(CostedPlan plan, List<Stage> missing) {
        long needed = SPARE_BYTES
                + missing.stream()
                        .mapToLong(stage -> plan.cost(stage.key()).diskBytes())
                        .sum();
        long usable = store.usableBytes();
        if (usable < needed) {
            throw new UserException(
                    "the study needs about " + Quantities.bytes(needed) + " on disk, but " + store.root()
                            + " has " + Quantities.bytes(usable)
                            + " left; free some space or choose another directory with --store");
        }
    }
}
