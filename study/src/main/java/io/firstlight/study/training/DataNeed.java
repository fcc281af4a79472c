package io.firstlight.study.training;

import java.io.IOException;

/** A demand on the data set. Equal demands, as records have them, are checked once however many stages make them. */
@FunctionalInterface
public interface DataNeed {
    /**
     * Requires that the data has what a stage needs.
     *
     * @throws io.firstlight.core.error.UserException naming what is missing or unfit, and what to do
     */
    void require(StageData data) throws IOException;
}
