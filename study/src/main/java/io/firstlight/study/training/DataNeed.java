package io.firstlight.study.training;

import java.io.IOException;

/** A demand on the data set. Equal demands, as records have them, are checked once however many stages make them. */
@FunctionalInterface
public interface DataNeed {
    /** @throws io.firstlight.core.error.UserException saying what is missing or does not fit, and what to do */
    void require(StageData data) throws IOException;
}
