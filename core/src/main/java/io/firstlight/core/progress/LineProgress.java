package io.firstlight.core.progress;

import io.firstlight.core.text.Quantities;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Progress where there is no terminal: a line when a task begins, every ten seconds, and when it ends. */
final class LineProgress implements Progress {
    private static final long LINE_EVERY_NANOS = 10_000_000_000L;
    private final PrintStream out;
    private final LongSupplier nanoClock;

    /**
     * Progress as plain lines on {@code out}.
     *
     * @param nanoClock a monotonic clock in nanoseconds, as {@link System#nanoTime()}
     */
    LineProgress(PrintStream out, LongSupplier nanoClock) {
        this.out = out;
        this.nanoClock = nanoClock;
    }

    @Override
    public Task begin(String label, long total, String unit) {
        out.println(label + (total > 0 ? ": " + Quantities.amount(total) + " " + unit : ""));
        return new LineTask(label, unit, new Pace(total, nanoClock.getAsLong()));
    }

    @Override
    public void message(String line) {
        out.println(line);
    }

    private final class LineTask implements Task {
        private final String label;
        private final String unit;
        private final Pace pace;
        private String detail = "";
        private long lastLineNanos = nanoClock.getAsLong();
        private boolean closed;

        LineTask(String label, String unit, Pace pace) {
            this.label = label;
            this.unit = unit;
            this.pace = pace;
        }

        @Override
        public synchronized void update(long done, String detail) {
            long now = nanoClock.getAsLong();
            pace.update(done, now);
            this.detail = detail;
            if (!closed && now - lastLineNanos >= LINE_EVERY_NANOS) {
                lastLineNanos = now;
                out.println(running());
            }
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                pace.update(pace.done(), nanoClock.getAsLong());
                if (Ending.isWorthALine(pace)) {
                    out.println(Ending.of(label, unit, pace, detail));
                }
            }
        }

        private String running() {
            StringBuilder line = new StringBuilder(label).append(": ");
            pace.percent()
                    .ifPresentOrElse(
                            percent -> line.append(percent).append(" %"),
                            () -> line.append(Quantities.amount(pace.done()))
                                    .append(' ')
                                    .append(unit));
            line.append(", ")
                    .append(Quantities.amount(pace.perSecond()))
                    .append(' ')
                    .append(unit)
                    .append("/s");
            pace.remaining()
                    .ifPresent(left ->
                            line.append(", ").append(Quantities.duration(left)).append(" left"));
            return line.append(detail.isEmpty() ? "" : ", " + detail).toString();
        }
    }
}
