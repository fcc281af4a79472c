package io.firstlight.cli.study;

import io.firstlight.cli.StageWorker;
import io.firstlight.cli.log.LogFile;
import io.firstlight.core.error.UserException;
import io.firstlight.core.key.StageKey;
import io.firstlight.core.progress.Progress;
import io.firstlight.study.cost.CostedPlan;
import io.firstlight.study.cost.SpeedProbe;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.file.StudyFileReader;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.plan.DataCheck;
import io.firstlight.study.plan.Planner;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.run.LocalExecutor;
import io.firstlight.study.run.StageExecutor;
import io.firstlight.study.run.StudyPreparation;
import io.firstlight.study.run.StudyRunner;
import io.firstlight.study.run.process.ProcessExecutor;
import io.firstlight.study.run.process.WorkerCommand;
import io.firstlight.study.stage.PrepareData;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageBodies;
import io.firstlight.study.store.Store;
import io.firstlight.study.summary.NumericsMix;
import io.firstlight.study.world.Worlds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One study under one request: its plan, its run, its results. */
public final class StudySession {
    private static final Logger LOG = LoggerFactory.getLogger(StudySession.class);
    private final StudyRequest request;
    private final StagePlan plan;
    private final Progress progress;
    private final SpeedProbe probe = new SpeedFromMatrixProducts();

    private StudySession(StudyRequest request, StagePlan plan, Progress progress) {
        this.request = request;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Reads the study and plans it.
     *
     * @throws UserException for every mistake in the file
     */
    public static StudySession open(StudyRequest request, Progress progress) {
        if (!Files.isRegularFile(request.file())) {
            throw new UserException("there is no study file " + request.file()
                    + "; docs/study-files.md says how to write one," + " studies/quickstart.yaml is one");
        }
        StudyFile study = request.withSeeds(new StudyFileReader(Worlds.installed())
                .read(request.file(), request.variant().budget()));
        StagePlan plan = new Planner().plan(study);
        return new StudySession(request.decided(study), plan, progress);
    }

    public StagePlan plan() {
        return plan;
    }

    public StudyRequest request() {
        return request;
    }

    /** Where this study's report and results go: a folder of its own, named for study and budget. */
    public Path resultsDirectory() {
        StudyFile.Identity identity = plan.study().identity();
        return request.places().out().resolve(identity.label());
    }

    /** The plan with costs, and with what the store already has. Looks, changes nothing. */
    public CostedPlan costed() {
        try (Store store = Store.openToRead(request.places().store(), progress::message)) {
            requireData(store);
            return costed(store);
        }
    }

    /** What to know of finished stages that mix numerics classes; empty where they do not. */
    Optional<String> numericsMix() {
        try (Store store = Store.openToRead(request.places().store(), progress::message)) {
            return NumericsMix.of(plan, store);
        }
    }

    /**
     * Runs what is missing. The data comes first and alone, so that the plan's cost, given to {@code announce} before
     * the rest starts, is of the real data.
     *
     * @param fresh throws this study's finished stages away first, but for its data
     * @return whether anything was missing; if not, nothing is announced
     */
    public boolean run(boolean fresh, Consumer<CostedPlan> announce) {
        Path root = request.places().store();
        try (Store store = Store.open(root, progress::message);
                StageExecutor executor = executor(root);
                Interruption interruption = new Interruption(progress::message)) {
            LogFile.writeTo(root.resolve("log").resolve("firstlight.log"));
            LOG.info(
                    "study {} budget '{}' with {}",
                    plan.study().identity().file(),
                    plan.study().identity().budget(),
                    request.compute());
            if (fresh) {
                removeAll(store);
            }
            CostedPlan before = costed(store);
            if (before.finished().size() == plan.stages().size()) {
                return false;
            }
            StudyRunner runner = new StudyRunner(store, progress);
            runner.run(before, executor, stage -> stage.spec() instanceof PrepareData);
            requireData(store);
            CostedPlan costed = costed(store);
            announce.accept(costed);
            runner.run(costed, executor);
            return true;
        } catch (RuntimeException e) {
            LOG.error("the study stopped", e);
            throw e;
        }
    }

    private StageExecutor executor(Path store) {
        int workers = request.compute().workers();
        return switch (request.compute().executor()) {
            case THREADS -> new LocalExecutor(workers, StageBodies.bySpec());
            case PROCESSES ->
                new ProcessExecutor(workers, WorkerCommand.likeThisJvm(StageWorker.class), store.resolve("log"));
        };
    }

    /** Writes the report of what is finished. Only reads the store, so this or another study may run in it. */
    public StudyReport report() {
        try (Store store = Store.openToRead(request.places().store(), progress::message)) {
            return StudyReport.of(this, store);
        }
    }

    /** Once the data is there, what it cannot feed is said before anything trains on it. */
    private void requireData(Store store) {
        store.find(plan.dataStage().key())
                .ifPresent(data ->
                        DataCheck.require(plan, data.directory(), costed(store).finished(), progress));
    }

    private CostedPlan costed(Store store) {
        Machine machine = Machine.here(
                request.compute().threadsPerWorker(), request.compute().workers());
        return StudyPreparation.of(plan, store, probe, machine);
    }

    private void removeAll(Store store) {
        List<StageKey> keys = plan.stages().stream()
                .filter(stage -> !(stage.spec() instanceof PrepareData))
                .map(Stage::key)
                .toList();
        keys.forEach(store::remove);
    }
}
