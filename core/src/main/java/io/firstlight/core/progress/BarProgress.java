package io.firstlight.core.progress;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Progress on a terminal: a line with a bar for each running task, and a line that stays for each that ended. Own code
 * and not a library's: several bars stand together with lines printed above them, and each says the rate without the
 * work of an interrupted run; of the library that was used before, only its timer was left.
 */
final class BarProgress implements Progress {
    private static final int REDRAW_EVERY_MILLIS = 500;
    private final TerminalLines terminal;
    private final BarLine line;
    private final Set<BarTask> running = ConcurrentHashMap.newKeySet();

    BarProgress(TerminalLines terminal, BarLine line) {
        this.terminal = terminal;
        this.line = line;
        // From a thread of its own, so that times go on however rarely a task reports.
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> unused = timer.scheduleAtFixedRate(
                () -> running.forEach(BarTask::draw), REDRAW_EVERY_MILLIS, REDRAW_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Task begin(String label, long total, String unit) {
        BarTask task = new BarTask(label, total, unit);
        running.add(task);
        return task;
    }

    @Override
    public void message(String text) {
        terminal.print(text);
    }

    private final class BarTask implements Task {
        private final String label;
        private final String unit;
        private final Pace pace;
        private String detail = "";
        private boolean closed;

        BarTask(String label, long total, String unit) {
            this.label = label;
            this.unit = unit;
            this.pace = new Pace(total, System.nanoTime());
        }

        @Override
        public synchronized void update(long done, String detail) {
            pace.update(done, System.nanoTime());
            this.detail = detail;
        }

        @Override
        public synchronized void close() {
            if (closed) {
                return;
            }
            closed = true;
            running.remove(this);
            pace.update(pace.done(), System.nanoTime());
            if (Ending.isWorthALine(pace)) {
                terminal.end(this, Ending.of(label, unit, pace, detail));
            } else {
                terminal.forget(this);
            }
        }

        synchronized void draw() {
            if (!closed) {
                terminal.show(this, line.of(label, unit, pace, detail));
            }
        }
    }
}
