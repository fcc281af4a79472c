package io.firstlight.study.run;

import io.firstlight.core.error.UserException;
import io.firstlight.core.key.StageKey;
import io.firstlight.core.progress.Progress;
import io.firstlight.core.text.Quantities;
import io.firstlight.study.cost.CostedPlan;
import io.firstlight.study.cost.StageRecord;
import io.firstlight.study.plan.ListSchedule;
import io.firstlight.study.run.Journal.Event;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageContext;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.stage.UserData;
import io.firstlight.study.store.LeaseLostException;
import io.firstlight.study.store.ProcessIdentity;
import io.firstlight.study.store.StageStart;
import io.firstlight.study.store.StageStart.AlreadyFinished;
import io.firstlight.study.store.StageStart.Granted;
import io.firstlight.study.store.StageStart.Held;
import io.firstlight.study.store.Store;
import io.firstlight.study.store.StoreFaults;
import io.firstlight.study.store.WorkArea;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/**
 * One call of {@link StudyRunner#run}. Its state lives on the calling thread; executors only send {@link Ended}. Stages
 * of other processes are asked for again at every heartbeat, until they are finished or free.
 */
final class PlanRun {
    private static final long HEARTBEAT_SECONDS = 3;
    private final Setting setting;
    private final CostedPlan plan;
    private final Journal journal;
    private final TimeLeft timeLeft;
    private final List<Stage> waiting;
    private final Set<StageKey> done;
    private final int total;
    private final Map<StageKey, StageAtWork> running = new HashMap<>();
    private final Map<StageKey, String> heldBy = new HashMap<>();
    /** Stages whose finished results turned out to be damaged when another stage was about to read them. */
    private final Set<StageKey> redone = new HashSet<>();

    private long beatNanos = System.nanoTime();
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private volatile String timeLeftWords;
    private Optional<StageFailedException> failure = Optional.empty();

    /** What a run works with. */
    record Setting(Store store, StageExecutor executor, Progress progress) {
        Path root() {
            return store.root();
        }

        void say(String line) {
            progress.message(line);
        }
    }

    /**
     * What became of a stage that was executed.
     *
     * @param outcome finished only once the result is stored
     * @param isLost whether another process has the stage now, so that the outcome counts for nothing
     */
    private record Ended(StageKey key, double seconds, StageOutcome outcome, boolean isLost) {}

    /**
     * A run that is not started yet.
     *
     * @param missing the stages to run
     */
    PlanRun(Setting setting, CostedPlan plan, List<Stage> missing) {
        this.setting = setting;
        this.plan = plan;
        this.journal =
                new Journal(setting.root(), plan.plan().study().identity().label());
        this.waiting = new ArrayList<>(missing);
        this.waiting.sort(new ListSchedule(plan.plan(), plan::secondsToRun).mostUrgentFirst());
        this.timeLeft = new TimeLeft(plan);
        this.done = new HashSet<>(plan.finished());
        this.total = plan.finished().size() + missing.size();
        this.timeLeftWords = words(timeLeft.seconds(Map.of()));
    }

    void run() {
        try {
            StudyStatus.sweep(setting.root());
            journal.run(Event.RUN_STARTED);
            while (startReady()) {
                Ended end = ended.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                if (end != null) {
                    settle(end);
                }
                heartbeat();
            }
            journal.run(Event.RUN_ENDED);
            StudyStatus.remove(setting.root());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("the study was interrupted; the same command continues from here", e);
        } catch (IOException e) {
            throw StoreFaults.explain(e, "noting the study's progress", setting.root());
        }
        failure.ifPresent(failed -> {
            throw failed;
        });
    }

    /** Starts what can start; returns whether anything is at work, here or in a process that is waited for. */
    private boolean startReady() throws IOException {
        // Stages that other processes have finished meanwhile can free further ones.
        for (boolean changed = true; changed; ) {
            changed = false;
            for (Stage stage : List.copyOf(waiting)) {
                boolean ready = done.containsAll(stage.inputs().values());
                if (failure.isEmpty()
                        && ready
                        && running.size() < setting.executor().numWorkers()) {
                    changed |= start(stage);
                }
            }
        }
        boolean idle = running.isEmpty() && heldBy.isEmpty();
        if (idle && failure.isEmpty() && !waiting.isEmpty()) {
            throw new IllegalArgumentException(
                    "stage '" + waiting.get(0).label() + "' waits for an input that is not to run");
        }
        return !running.isEmpty() || (failure.isEmpty() && !heldBy.isEmpty());
    }

    /** Returns whether other stages can start now that could not before. */
    private boolean start(Stage stage) throws IOException {
        try {
            StageStart start = setting.store().begin(stage.key());
            if (start instanceof Held held) {
                waitFor(stage, held);
                return false;
            }
            waiting.remove(stage);
            heldBy.remove(stage.key());
            if (start instanceof AlreadyFinished) {
                done.add(stage.key());
                timeLeft.finished(stage.key(), plan.cost(stage.key()).seconds());
                setting.say("Stage " + done.size() + " of " + total + " was done by another process: " + stage.label()
                        + ".");
                return true;
            }
            return execute(stage, (Granted) start);
        } catch (UserException e) {
            waiting.remove(stage);
            fail(stage, StageOutcome.Failed.of(e));
            return false;
        }
    }

    private void waitFor(Stage stage, Held held) throws IOException {
        if (!held.by().equals(heldBy.put(stage.key(), held.by()))) {
            setting.say("Stage '" + stage.label() + "' is being run by " + held.by() + "; waiting for it.");
            journal.stage(
                    Event.STAGE_WAITED_FOR,
                    new Journal.StageNote(stage.label(), stage.key().hex(), 0, held.by()));
        }
    }

    /** Returns whether the stage waits again, for an input that has to be made again first. */
    private boolean execute(Stage stage, Granted granted) throws IOException {
        WorkArea area = granted.area();
        granted.takenOverFrom()
                .ifPresent(former -> setting.say(
                        "Stage '" + stage.label() + "' continues from where " + former + ", which ended, left it."));
        StageProgress own = new StageProgress(
                setting.progress(), stage.label(), done.size() + running.size() + 1 + "/" + total, () -> timeLeftWords);
        StageAtWork started = new StageAtWork(stage, area, own, area.seconds(), System.nanoTime());
        Map<StageRole, Path> inputs = new EnumMap<>(StageRole.class);
        try {
            for (Map.Entry<StageRole, StageKey> input : stage.inputs().entrySet()) {
                Optional<Path> found = input(input.getValue(), started);
                if (found.isEmpty()) {
                    area.release(started.seconds());
                    redo(stage, input.getValue());
                    return true;
                }
                inputs.put(input.getKey(), found.get());
            }
        } catch (LeaseLostException e) {
            // Hashing took so long that another process has the stage; it is asked for again.
            waiting.add(stage);
            return false;
        } catch (UserException e) {
            area.release(started.seconds());
            throw e;
        }
        journal.stage(Event.STAGE_STARTED, started.note(""));
        running.put(stage.key(), started);
        setting.executor()
                .execute(
                        new StageTask(
                                stage,
                                new StageContext.Directories(area.work(), area.output(), inputs),
                                StageTask.Resources.ofCpu(plan.machine().numThreads())),
                        listener(started));
        return false;
    }

    /** Where an input of {@code starting} lies, every byte of it read; empty if it is damaged or gone. */
    private Optional<Path> input(StageKey key, StageAtWork starting) {
        return setting.store()
                .find(key, path -> true, () -> beatWhenDue(starting))
                .map(found -> UserData.resolve(key, plan.plan().stage(key).location(), found.directory()));
    }

    /** Makes a finished input again, and {@code stage} after it. */
    private void redo(Stage stage, StageKey input) {
        Stage maker = plan.plan().stage(input);
        if (!redone.add(input)) {
            throw new UserException("the result of stage '" + maker.label() + "', which stage '" + stage.label()
                    + "' reads, was damaged again after it was made anew; check the disk of the store "
                    + setting.root());
        }
        done.remove(input);
        waiting.add(stage);
        waiting.add(0, maker);
    }

    private StageListener listener(StageAtWork started) {
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
    private Ended store(StageAtWork ran, StageOutcome outcome) {
        Stage stage = ran.stage();
        double seconds = ran.seconds();
        try {
            if (outcome instanceof StageOutcome.Finished finished) {
                StageRecord.Timing timing = new StageRecord.Timing(
                        seconds,
                        plan.cost(stage.key()).seconds(),
                        plan.cost(stage.key()).work(),
                        plan.machine());
                setting.store()
                        .finish(
                                new StageRecord(
                                        stage.key(),
                                        stage.spec().kind(),
                                        stage.label(),
                                        timing,
                                        finished.environment()),
                                ran.area());
            } else {
                ran.area().release(seconds);
            }
            return new Ended(stage.key(), seconds, outcome, false);
        } catch (LeaseLostException e) {
            return new Ended(stage.key(), seconds, StageOutcome.Failed.of(e), true);
        } catch (IOException | RuntimeException e) {
            return new Ended(stage.key(), seconds, StageOutcome.Failed.of(e), false);
        }
    }

    private void settle(Ended end) throws IOException {
        StageAtWork ran = running.remove(end.key());
        if (end.isLost()) {
            journal.stage(Event.STAGE_LOST, ran.note(""));
            setting.say("Stage '" + ran.stage().label() + "' was taken over by another process, since this one seemed"
                    + " dead for a while; what it computed here is dropped.");
            waiting.add(ran.stage());
            return;
        }
        if (!(end.outcome() instanceof StageOutcome.Finished finished)) {
            journal.stage(Event.STAGE_FAILED, ran.note(end.outcome().reasonText()));
            fail(ran.stage(), end.outcome());
            return;
        }
        journal.stage(Event.STAGE_FINISHED, ran.note(String.format("computed in %.1f s", finished.seconds())));
        done.add(end.key());
        timeLeft.finished(end.key(), end.seconds());
        timeLeftWords = words(estimate());
        setting.say("Stage " + done.size() + " of " + total + " done in " + Quantities.seconds(end.seconds()) + ": "
                + ran.stage().label() + (done.size() == total ? "." : "; " + timeLeftWords + "."));
    }

    private void fail(Stage stage, StageOutcome outcome) {
        StageFailedException failed = outcome instanceof StageOutcome.Killed killed
                ? StageFailedException.of(stage.label(), killed)
                : StageFailedException.of(stage.label(), (StageOutcome.Failed) outcome, setting.root());
        failure.ifPresentOrElse(first -> first.addSuppressed(failed), () -> failure = Optional.of(failed));
        if (!running.isEmpty()) {
            setting.say("Stage '" + stage.label() + "' failed; waiting for " + running.size() + " running to finish.");
        }
    }

    /** Hashing gigabytes on this thread must not make its stages look abandoned, nor the one that is to start. */
    private void beatWhenDue(StageAtWork starting) {
        if (System.nanoTime() - beatNanos >= TimeUnit.SECONDS.toNanos(HEARTBEAT_SECONDS)) {
            try {
                starting.area().beat(starting.seconds());
                heartbeat();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void heartbeat() throws IOException {
        beatNanos = System.nanoTime();
        for (StageAtWork stage : running.values()) {
            try {
                stage.area().beat(stage.seconds());
            } catch (LeaseLostException e) {
                // Its body finds none of its paths any more and ends by itself; then it is settled as lost.
            }
        }
        double left = estimate();
        timeLeftWords = words(left);
        StudyStatus.Owner owner = new StudyStatus.Owner(
                plan.plan().study().identity().label(),
                ProcessIdentity.here(),
                Instant.now().toString());
        new StudyStatus(
                        owner,
                        done.size(),
                        total,
                        left,
                        running.values().stream()
                                .map(stage -> stage.progress().latest())
                                .toList())
                .write(setting.root());
    }

    private double estimate() {
        Map<StageKey, Double> spent = new HashMap<>();
        running.forEach((key, stage) -> spent.put(key, stage.seconds()));
        return timeLeft.seconds(spent);
    }

    private static String words(double seconds) {
        return "about " + Quantities.seconds(seconds) + " left";
    }
}
