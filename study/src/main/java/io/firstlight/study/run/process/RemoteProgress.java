package io.firstlight.study.run.process;

import io.firstlight.core.progress.Progress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Progress that is shown in another process: everything becomes a message, updates at most five times a second. */
final class RemoteProgress implements Progress {
    private static final long UPDATE_EVERY_NANOS = 200_000_000L;
    private final Consumer<WorkerMessage> send;
    private final AtomicInteger numTasks = new AtomicInteger();

    RemoteProgress(Consumer<WorkerMessage> send) {
        this.send = send;
    }

    @Override
    public Task begin(String label, long total, String unit) {
        int number = numTasks.incrementAndGet();
        send.accept(new WorkerMessage.Begin(number, label, total, unit));
        return new RemoteTask(number);
    }

    @Override
    public void message(String line) {
        send.accept(new WorkerMessage.Line(line));
    }

    private final class RemoteTask implements Task {
        private final int number;
        private WorkerMessage unsent;
        private long lastNanos = System.nanoTime() - UPDATE_EVERY_NANOS;

        RemoteTask(int number) {
            this.number = number;
        }

        @Override
        public synchronized void update(long done, String detail) {
            unsent = new WorkerMessage.Update(number, done, detail);
            long now = System.nanoTime();
            if (now - lastNanos >= UPDATE_EVERY_NANOS) {
                lastNanos = now;
                flush();
            }
        }

        @Override
        public synchronized void close() {
            // The last amount decides how the end is told.
            flush();
            send.accept(new WorkerMessage.Close(number));
        }

        private void flush() {
            if (unsent != null) {
                send.accept(unsent);
                unsent = null;
            }
        }
    }
}
