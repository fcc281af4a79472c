package io.firstlight.study.run;

import io.firstlight.study.stage.Stage;
import io.firstlight.study.store.WorkArea;

/**
 * A stage that an executor has.
 *
 * @param progress of this stage
 * @param earlierSeconds spent on it in earlier attempts
 * @param startNanos of this attempt
 */
record StageAtWork(Stage stage, WorkArea area, StageProgress progress, double earlierSeconds, long startNanos) {

    /** Seconds spent on the stage so far, over all attempts. */
    double seconds() {
        return earlierSeconds + (System.nanoTime() - startNanos) / 1e9;
    }

    /** This stage in the journal. */
    Journal.StageNote note(String detail) {
        return new Journal.StageNote(stage.label(), stage.key().hex(), seconds(), detail);
    }
}
