package io.firstlight.study.run;

import io.firstlight.core.progress.Progress;
import io.firstlight.study.machine.Environment;
import io.firstlight.study.machine.NumericsClass;
import io.firstlight.study.stage.StageBody;
import io.firstlight.study.stage.StageContext;
import java.util.Map;
import java.util.TreeMap;

/** Executes a task on the calling thread; every executor ends up here, in whichever process. */
public final class StageAttempt {
    private StageAttempt() {}

    /** Runs the task's body. Errors of the machine, such as a full heap, are outcomes too. */
    public static StageOutcome run(StageTask task, StageBody body, Progress progress) {
        long start = System.nanoTime();
        try {
            task.resources().requireOneCpuProcess();
            Map<String, String> environment = new TreeMap<>();
            if (task.stage().spec().computesTensors()) {
                environment.put(
                        Environment.NUMERICS_CLASS,
                        NumericsNote.add(
                                task.directories().work(),
                                NumericsClass.here(task.resources().placement())));
            }
            body.run(new StageContext(
                    task.stage(),
                    task.directories(),
                    progress,
                    task.resources().numThreads(),
                    task.resources().placement()));
            environment.putAll(Environment.here());
            return new StageOutcome.Finished((System.nanoTime() - start) / 1e9, environment);
        } catch (Throwable e) {
            // Also an Error: the study must end with a word about the stage, not wait for it for ever.
            return StageOutcome.Failed.of(e);
        }
    }
}
