package io.firstlight.study.stage;

import io.firstlight.core.progress.Progress;
import java.util.concurrent.atomic.AtomicLong;

/** Counts updates, and ends the stage at work at its {@code last}, as a fault in it would. */
public record InterruptingProgress(AtomicLong updates, long last) implements Progress {
    /** What a test ends a stage with. */
    public static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
        public static final String MESSAGE = "interrupted for a test";

        private Interruption() {
            super(MESSAGE);
        }
    }

    /** Ends the stage at update {@code last}, counted from 1. */
    public static InterruptingProgress at(long last) {
        return new InterruptingProgress(new AtomicLong(), last);
    }

    /** Ends nothing, and counts. */
    static InterruptingProgress never() {
        return at(Long.MAX_VALUE);
    }

    @Override
    public Task begin(String label, long total, String unit) {
        return new Task() {
            @Override
            public void update(long done, String detail) {
                if (updates.incrementAndGet() >= last) {
                    throw new Interruption();
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void message(String line) {}
}
