package io.firstlight.tensor;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that one calling thread computes with: itself, and helpers of its own that end when they have had nothing
 * to do for a while. Each thread, caller or helper, runs libtorch's operators on itself alone.
 */
final class ComputeThreads {
    private static final int IDLE_SECONDS = 30;
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final ThreadLocal<ComputeThreads> OF_THREAD = new ThreadLocal<>();

    private final int count;
    private ThreadPoolExecutor helpers;
    private boolean isBusy;

    private ComputeThreads(int count) {
        this.count = count;
    }

    /** Gives the calling thread {@code count} threads in all. */
    static void set(int count) {
        ComputeThreads before = OF_THREAD.get();
        if (before != null && before.count == count) {
            return;
        }
        if (before != null && before.helpers != null) {
            before.helpers.shutdown();
        }
        OF_THREAD.set(new ComputeThreads(count));
    }

    /** Those of the calling thread: itself alone unless {@link #set} said otherwise. */
    static ComputeThreads current() {
        ComputeThreads own = OF_THREAD.get();
        if (own == null) {
            Engine.setComputeThreads(1);
            own = OF_THREAD.get();
        }
        return own;
    }

    /** How many there are, without making the calling thread one that computes. */
    static int countOfThread() {
        ComputeThreads own = OF_THREAD.get();
        return own == null ? 1 : own.count;
    }

    /** How many threads may run now; 1 within a part. */
    int count() {
        return isBusy ? 1 : count;
    }

    ThreadPoolExecutor helpers() {
        if (helpers == null) {
            helpers = new ThreadPoolExecutor(
                    count - 1, count - 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                        Thread thread = new Thread(
                                () -> {
                                    Engine.setComputeThreads(1);
                                    work.run();
                                },
                                "compute-" + NUMBER.incrementAndGet());
                        thread.setDaemon(true);
                        return thread;
                    });
            helpers.allowCoreThreadTimeOut(true);
        }
        return helpers;
    }

    /** Runs {@code work} on the calling thread, whose helpers are busy meanwhile. */
    void runAlone(Runnable work) {
        isBusy = true;
        try {
            work.run();
        } finally {
            isBusy = false;
        }
    }
}
