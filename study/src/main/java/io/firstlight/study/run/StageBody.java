package io.firstlight.study.run;

import java.io.IOException;

/** The work of one kind of stage. Implementations are stateless; several run at once on threads of one process. */
@FunctionalInterface
public interface StageBody {
    /**
     * Does the stage's work and leaves its result under {@link StageContext#outputDirectory()}. Called again after a
     * kill with the directories as they were left; it then continues from what it saved in
     * {@link StageContext#workDirectory()}. The result must not depend on how often that happened, on threads or on
     * time.
     */
    void run(StageContext context) throws IOException;
}
