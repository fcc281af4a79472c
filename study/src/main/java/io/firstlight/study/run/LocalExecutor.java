package io.firstlight.study.run;

import io.firstlight.study.stage.StageBody;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

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
        if (numWorkers < 1) {
            throw new IllegalArgumentException("an executor needs at least one worker, found " + numWorkers);
        }
        this.numWorkers = numWorkers;
        this.body = body;
        AtomicInteger number = new AtomicInteger();
        // Daemons: Ctrl-C must not wait for a stage, which is safe to stop anywhere.
        threads = Executors.newFixedThreadPool(numWorkers, work -> {
            Thread thread = new Thread(work, "worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
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
