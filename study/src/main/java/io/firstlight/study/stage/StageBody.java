package io.firstlight.study.stage;

import java.io.IOException;

/** How a stage is done where it is done: {@link StageBodies#bySpec} for real, something shorter in tests. */
@FunctionalInterface
public interface StageBody {
    /** As {@link StageSpec#run}. */
    void run(StageContext context) throws IOException;
}
