package io.firstlight.core.progress;

import java.time.Duration;
import java.util.Optional;

/**
 * How fast a task goes. Counts from the first amount it is told, not from zero: work that continues an interrupted run
 * starts at what was done before, and that was not done in this run's time. Not thread-safe.
 */
final class Pace {
    private final long total;
    private long first = -1;
    private long done;
    private final long startedNanos;
    private long nowNanos;

    /**
     * A pace that starts at the given time.
     *
     * @param total number of units in total, or 0 or less if unknown
     */
    Pace(long total, long startedNanos) {
        this.total = total;
        this.startedNanos = startedNanos;
        this.nowNanos = startedNanos;
    }

    void update(long done, long nowNanos) {
        if (first < 0) {
            // A first report far from zero this early can only be what an earlier run left.
            boolean resumed = nowNanos - startedNanos < 1_000_000_000L;
            first = resumed ? done : 0;
        }
        this.done = done;
        this.nowNanos = nowNanos;
    }

    long total() {
        return total;
    }

    long done() {
        return done;
    }

    /** Time since the task began. */
    Duration elapsed() {
        return Duration.ofNanos(nowNanos - startedNanos);
    }

    /** Units a second in this run; 0 until something was done. */
    double perSecond() {
        double seconds = (nowNanos - startedNanos) / 1e9;
        return first < 0 || seconds <= 0 ? 0 : (done - first) / seconds;
    }

    Optional<Duration> remaining() {
        double rate = perSecond();
        return total <= 0 || rate <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.round(1000 * Math.max(0, total - done) / rate)));
    }

    /** In [0, 100]; empty when the total is unknown. */
    Optional<Integer> percent() {
        return total <= 0 ? Optional.empty() : Optional.of((int) Math.max(0, Math.min(100, 100 * done / total)));
    }
}
