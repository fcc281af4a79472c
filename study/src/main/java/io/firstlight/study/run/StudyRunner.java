package io.firstlight.study.run;

import io.firstlight.core.error.UserException;
import io.firstlight.core.key.StageKey;
import io.firstlight.core.progress.Progress;
import io.firstlight.core.progress.Quantities;
import io.firstlight.study.cost.Amounts;
import io.firstlight.study.cost.CostedPlan;
import io.firstlight.study.cost.StageRecord;
import io.firstlight.study.plan.ListSchedule;
import io.firstlight.study.plan.Stage;
import io.firstlight.study.plan.StageRole;
import io.firstlight.study.plan.UserData;
import io.firstlight.study.store.Store;
import io.firstlight.study.store.StoreFaults;
import io.firstlight.study.store.WorkArea;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Runs what of a plan is not in the store yet. Finished stages are stored as they finish, so a run that is stopped in
 * any way goes on where it was; a failed stage lets those that are running finish and starts no other.
 */
public final class StudyRunner {
    private static final long HEARTBEAT_SECONDS = 3;
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
        new Run(plan, executor, missing).run();
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
            throw new UserException("the study needs about " + Amounts.bytes(needed) + " on disk, but " + store.root()
                    + " has " + Amounts.bytes(usable)
                    + " left; free some space or choose another directory with --store");
        }
    }

    /**
     * A stage at work.
     *
     * @param bodyEnded from when on its directories belong to the store again
     */
    private record Running(Stage stage, WorkArea area, Clock clock, StageProgress progress, AtomicBoolean bodyEnded) {

        synchronized void noteSeconds() throws IOException {
            if (!bodyEnded.get()) {
                area.noteSeconds(clock.seconds());
            }
        }

        synchronized void endBody() {
            bodyEnded.set(true);
        }
    }

    /**
     * @param before seconds spent in earlier attempts
     * @param startNanos of this one
     */
    private record Clock(double before, long startNanos) {
        double seconds() {
            return before + (System.nanoTime() - startNanos) / 1e9;
        }
    }

    /** @param outcome finished only once the stage is stored */
    private record Ended(StageKey key, double seconds, StageOutcome outcome) {}

    /** One call of run: its state lives on the calling thread, workers only send {@link Ended}. */
    private final class Run {
        private final CostedPlan plan;
        private final StageExecutor executor;
        private final List<Stage> waiting;
        private final TimeLeft timeLeft;
        private final int total;
        private final Set<StageKey> done;
        private final Map<StageKey, Running> running = new HashMap<>();
        private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
        private volatile String timeLeftWords;
        private Optional<StageFailedException> failure = Optional.empty();

        Run(CostedPlan plan, StageExecutor executor, List<Stage> missing) {
            this.plan = plan;
            this.executor = executor;
            this.waiting = new ArrayList<>(missing);
            this.waiting.sort(new ListSchedule(plan.plan(), plan::secondsToRun).mostUrgentFirst());
            this.timeLeft = new TimeLeft(plan);
            this.done = new HashSet<>(plan.finished());
            this.total = plan.finished().size() + missing.size();
            this.timeLeftWords = words(timeLeft.seconds(Map.of()));
        }

        void run() {
            try {
                while (startReady() > 0) {
                    Ended end = ended.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                    if (end != null) {
                        settle(end);
                    }
                    heartbeat();
                }
                StudyStatus.remove(store.root());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UserException("the study was interrupted; the same command goes on from here", e);
            } catch (IOException e) {
                throw StoreFaults.explain(e, "noting the study's progress", store.root());
            }
            failure.ifPresent(failed -> {
                throw failed;
            });
        }

        /** Starts what can start; returns how many stages are at work. */
        private int startReady() {
            for (var iterator = waiting.iterator();
                    failure.isEmpty() && iterator.hasNext() && running.size() < executor.numWorkers(); ) {
                Stage stage = iterator.next();
                if (done.containsAll(stage.inputs().values())) {
                    iterator.remove();
                    start(stage);
                }
            }
            if (running.isEmpty() && failure.isEmpty() && !waiting.isEmpty()) {
                throw new IllegalArgumentException(
                        "stage '" + waiting.get(0).label() + "' waits for an input that is not to run");
            }
            return running.size();
        }

        private void start(Stage stage) {
            try {
                WorkArea area = store.begin(stage.key());
                StageProgress own = new StageProgress(
                        progress, stage.label(), done.size() + running.size() + 1 + "/" + total, () -> timeLeftWords);
                Running started = new Running(
                        stage, area, new Clock(area.seconds(), System.nanoTime()), own, new AtomicBoolean());
                Map<StageRole, Path> inputs = new EnumMap<>(StageRole.class);
                stage.inputs().forEach((role, key) -> inputs.put(role, input(stage, key)));
                StageTask task = new StageTask(
                        stage,
                        new StageContext.Directories(area.work(), area.output(), inputs),
                        StageTask.Resources.ofCpu(plan.machine().numThreads()));
                running.put(stage.key(), started);
                executor.execute(task, listener(started));
            } catch (IOException | UserException e) {
                running.remove(stage.key());
                fail(stage, StageOutcome.Failed.of(e));
            }
        }

        private Path input(Stage stage, StageKey key) {
            Path finished = store.find(key)
                    .orElseThrow(() -> new UserException("an input of stage '" + stage.label()
                            + "' is no longer in the store; run the same command again"))
                    .directory();
            return UserData.resolve(key, plan.plan().stage(key).location(), finished);
        }

        private StageListener listener(Running started) {
            return new StageListener() {
                @Override
                public void started(String place) {
                    started.progress().startedAt(place);
                }

                @Override
                public Progress progress() {
                    return started.progress();
                }

                @Override
                public void ended(StageOutcome outcome) {
                    ended.add(store(started, outcome));
                }
            };
        }

        /** On an executor's thread, since hashing and syncing gigabytes must not delay the other stages. */
        private Ended store(Running ran, StageOutcome outcome) {
            Stage stage = ran.stage();
            double seconds = ran.clock().seconds();
            if (!(outcome instanceof StageOutcome.Finished finished)) {
                return new Ended(stage.key(), seconds, outcome);
            }
            try {
                ran.endBody();
                StageRecord.Timing timing = new StageRecord.Timing(
                        seconds,
                        plan.cost(stage.key()).seconds(),
                        plan.cost(stage.key()).work(),
                        plan.machine());
                store.finish(
                        new StageRecord(stage.key(), stage.kind(), stage.label(), timing, finished.environment()),
                        ran.area());
                return new Ended(stage.key(), seconds, outcome);
            } catch (RuntimeException e) {
                return new Ended(stage.key(), seconds, StageOutcome.Failed.of(e));
            }
        }

        private void settle(Ended end) throws IOException {
            Running ran = running.remove(end.key());
            if (!(end.outcome() instanceof StageOutcome.Finished)) {
                ran.noteSeconds();
                fail(ran.stage(), end.outcome());
                return;
            }
            done.add(end.key());
            timeLeft.finished(end.key(), end.seconds());
            timeLeftWords = words(estimate());
            progress.message("Stage " + done.size() + " of " + total + " done in " + Quantities.seconds(end.seconds())
                    + ": " + ran.stage().label() + (done.size() == total ? "." : "; " + timeLeftWords + "."));
        }

        private void fail(Stage stage, StageOutcome outcome) {
            StageFailedException failed = outcome instanceof StageOutcome.Killed killed
                    ? StageFailedException.of(stage.label(), killed)
                    : StageFailedException.of(stage.label(), (StageOutcome.Failed) outcome, store.root());
            failure.ifPresentOrElse(first -> first.addSuppressed(failed), () -> failure = Optional.of(failed));
            if (!running.isEmpty()) {
                progress.message(
                        "Stage '" + stage.label() + "' failed; waiting for " + running.size() + " running to finish.");
            }
        }

        private void heartbeat() throws IOException {
            for (Running stage : running.values()) {
                stage.noteSeconds();
            }
            double left = estimate();
            timeLeftWords = words(left);
            new StudyStatus(
                            new StudyStatus.Owner(
                                    plan.plan().study().identity().label(),
                                    ProcessHandle.current().pid(),
                                    Instant.now().toString()),
                            done.size(),
                            total,
                            left,
                            running.values().stream()
                                    .map(stage -> stage.progress().latest())
                                    .toList())
                    .write(store.root());
        }

        private double estimate() {
            Map<StageKey, Double> spent = new HashMap<>();
            running.forEach((key, stage) -> spent.put(key, stage.clock().seconds()));
            return timeLeft.seconds(spent);
        }

        private static String words(double seconds) {
            return "about " + Quantities.seconds(seconds) + " left";
        }
    }
}
