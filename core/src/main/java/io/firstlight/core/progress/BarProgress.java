package io.firstlight.core.progress;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress on a terminal: a line with a bar for each running task, and a line that stays for each that ended. */
final class BarProgress implements Progress {
    private static final int REDRAW_EVERY_MILLIS = 500;
    private final TerminalLines terminal;
    private final BarLine line;

    BarProgress(TerminalLines terminal, BarLine line) {
        this.terminal = terminal;
        this.line = line;
    }

    @Override
    public Task begin(String label, long total, String unit) {
        return new BarTask(label, total, unit);
    }

    @Override
    public void message(String text) {
        terminal.print(text);
    }

    private final class BarTask implements Task {
        private final String label;
        private final String unit;
        private final Pace pace;
        private final ProgressBar bar;
        private String detail = "";
        private boolean closed;

        BarTask(String label, long total, String unit) {
            this.label = label;
            this.unit = unit;
            this.pace = new Pace(total, System.nanoTime());
            // The library redraws from its own thread, however rarely the task reports.
            this.bar = new ProgressBarBuilder()
                    .setInitialMax(total > 0 ? total : -1)
                    .setUpdateIntervalMillis(REDRAW_EVERY_MILLIS)
                    .setRenderer((state, length) -> text())
                    .setConsumer(new DelegatingProgressBarConsumer(this::draw, line.columns()))
                    .continuousUpdate()
                    .build();
        }

        @Override
        public synchronized void update(long done, String detail) {
            pace.update(done, System.nanoTime());
            this.detail = detail;
        }

        @Override
        public void close() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
                pace.update(pace.done(), System.nanoTime());
                if (Ending.isWorthALine(pace)) {
                    terminal.end(this, Ending.of(label, unit, pace, detail));
                } else {
                    terminal.forget(this);
                }
            }
            // Outside the lock, which the library's own thread takes to draw and this call waits for.
            bar.close();
        }

        private synchronized String text() {
            return line.of(label, unit, pace, detail);
        }

        private synchronized void draw(String text) {
            if (!closed) {
                terminal.show(this, text);
            }
        }
    }
}
