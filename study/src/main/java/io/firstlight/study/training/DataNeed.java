package io.firstlight.study.training;

import java.io.IOException;

/** A demand on the data set. Equal demands, as records have them, are checked once however many stages make them. */
@FunctionalInterface
public interface DataNeed {
    /**
     * Requires that the data has what a stage needs: what the stage would refuse is refused here, by the same code.
     *
     * @param checks what the needs of a study share
     * @throws io.firstlight.core.error.UserException naming what is missing or unfit, and what to do
     */
    void require(StageData data, DataChecks checks) throws IOException;
}
