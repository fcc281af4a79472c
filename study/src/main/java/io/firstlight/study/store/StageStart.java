package io.firstlight.study.store;

import java.util.Optional;

/** The answer to a process that wants to begin a stage. */
public sealed interface StageStart {
    /**
     * The stage is this process's.
     *
     * @param takenOverFrom the process that left it unfinished by ending or by falling silent
     */
    record Granted(WorkArea area, Optional<ProcessIdentity> takenOverFrom) implements StageStart {}

    /** Another process, alive as far as can be told, is at it: {@code by}, such as "process 4711 on node3". */
    record Held(String by) implements StageStart {}

    /** Another process has finished it since. */
    record AlreadyFinished(FinishedStage stage) implements StageStart {}
}
