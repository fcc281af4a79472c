package io.firstlight.study.damage;

import io.firstlight.core.progress.Progress;
import java.util.concurrent.atomic.AtomicLong;

/** Ends the stage at work at its {@code last} update, as a fault in it would. */
record InterruptingProgress(AtomicLong updates, long last) implements Progress {
    static final String MESSAGE = "interrupted for a test";

    @Override
    public Task begin(String label, long total, String unit) {
        return new Task() {
            @Override
            public void update(long done, String detail) {
                if (updates.incrementAndGet() >= last) {
                    throw new IllegalStateException(MESSAGE);
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void message(String line) {}
}
