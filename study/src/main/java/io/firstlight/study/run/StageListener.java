package io.firstlight.study.run;

import io.firstlight.core.progress.Progress;

/** Who wants to know how the execution of one {@link StageTask} goes. Called from any thread, by one at a time. */
public interface StageListener {
    /** The stage is at work at {@code place}, such as "this process" or "process 4711". Called once, first. */
    void started(String place);

    /** Where the stage says how far it is. */
    Progress progress();

    /** The execution is over and nobody writes in the task's directories any more. Called once, last. */
    void ended(StageOutcome outcome);
}
