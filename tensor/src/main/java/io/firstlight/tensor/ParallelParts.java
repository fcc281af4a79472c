package io.firstlight.tensor;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Runs the parts of a computation at the same time, each wholly on one thread. It is the only parallelism of tensor
 * operators on a CPU: libtorch and MKL run each operator on the thread that calls it, since how they divide an operator
 * among threads decides the order of its sums and so its bits. Callers divide their work by its shape alone, never by
 * the number of threads, and add up what parts give in the order of the parts; then threads change no result.
 */
public final class ParallelParts {
    /** Turns of looking whether the others are done before this thread sleeps: some microseconds. */
    private static final int SPINS = 2000;

    private ParallelParts() {}

    /**
     * Runs {@code part} for 0 .. count-1, on the calling thread and on its helpers ({@link Engine#setComputeThreads}),
     * and returns when all are done. Parts start in their order, so a part may wait for an earlier one. Within a part
     * other calls of this method run on its own thread alone.
     *
     * <p>Each part opens its own {@link TensorScope} and gradient mode, which belong to threads. It may write into
     * tensors of the caller.
     *
     * @throws RuntimeException what a part threw, of the first one if several did; no part starts after that
     */
    public static void run(int count, IntConsumer part) {
        ComputeThreads own = ComputeThreads.current();
        int helpers = Math.min(count, own.count()) - 1;
        if (helpers < 1) {
            for (int i = 0; i < count; i++) {
                part.accept(i);
            }
            return;
        }
        Work work = new Work(count, part);
        ThreadPoolExecutor executor = own.helpers();
        for (int i = 0; i < helpers; i++) {
            executor.execute(work);
        }
        own.runAlone(work);
        work.await();
    }

    private record Failure(int index, Throwable cause) {}

    private static final class Work implements Runnable {
        private final int count;
        private final IntConsumer part;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger left;
        private final CountDownLatch done = new CountDownLatch(1);
        private final AtomicReference<Failure> failure = new AtomicReference<>();

        private Work(int count, IntConsumer part) {
            this.count = count;
            this.part = part;
            left = new AtomicInteger(count);
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                runPart(i);
                if (left.decrementAndGet() == 0) {
                    done.countDown();
                }
            }
        }

        private void runPart(int index) {
            if (failure.get() != null) {
                return;
            }
            try {
                part.accept(index);
            } catch (Throwable thrown) {
                // Also an Error: the thread that asked for the part throws it again.
                failure.accumulateAndGet(
                        new Failure(index, thrown),
                        (one, other) -> one == null || other.index() < one.index() ? other : one);
            }
        }

        private void await() {
            for (int i = 0; i < SPINS && left.get() > 0; i++) {
                Thread.onSpinWait();
            }
            boolean interrupted = false;
            while (left.get() > 0) {
                try {
                    done.await();
                } catch (InterruptedException e) {
                    // The others still write into the caller's tensors.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Failure found = failure.get();
            if (found != null) {
                rethrow(found.cause());
            }
        }

        private static void rethrow(Throwable cause) {
            if (cause instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a part threw a checked exception", cause);
        }
    }
}
