package io.firstlight.study.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs stages on threads of this process. */
public final class LocalExecutor implements StageExecutor {
    private final int numWorkers;
    private final ExecutorService threads;

    public LocalExecutor(int numWorkers) {
        if (numWorkers < 1) {
            throw new IllegalArgumentException("an executor needs at least one worker, found " + numWorkers);
        }
        this.numWorkers = numWorkers;
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
    public void execute(Runnable stage) {
        threads.execute(stage);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
