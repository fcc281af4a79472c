package io.firstlight.study.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of an executor, one per stage at work. */
public final class WorkerThreads {
    private WorkerThreads() {}

    /**
     * Daemon threads: Ctrl-C must not wait for a stage, which is safe to stop anywhere.
     *
     * @param numWorkers at least 1
     * @param name of the threads, before their number
     */
    public static ExecutorService start(int numWorkers, String name) {
        if (numWorkers < 1) {
            throw new IllegalArgumentException("an executor needs at least one worker, found " + numWorkers);
        }
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(numWorkers, work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
