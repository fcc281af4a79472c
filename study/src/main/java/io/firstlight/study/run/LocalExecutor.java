package io.firstlight.study.run;

import io.firstlight.study.stage.StageBody;
import java.util.concurrent.ExecutorService;

/** Runs stages on threads of this process. */
public final class LocalExecutor implements StageExecutor {
    private final int numWorkers;
    private final StageBody body;
    private final ExecutorService threads;

    /**
     * An executor of {@code numWorkers} threads.
     *
     * @param body how stages are done here
     */
    public LocalExecutor(int numWorkers, StageBody body) {
        this.numWorkers = numWorkers;
        this.body = body;
        threads = WorkerThreads.start(numWorkers, "worker");
    }

    @Override
    public int numWorkers() {
        return numWorkers;
    }

    @Override
    public void execute(StageTask task, StageListener listener) {
        threads.execute(() -> {
            listener.started("this process");
            listener.ended(StageAttempt.run(task, body, listener.progress()));
        });
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
