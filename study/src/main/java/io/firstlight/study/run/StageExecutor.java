package io.firstlight.study.run;

/**
 * Where stages are executed: threads of this process, processes of their own, later other machines. An executor gets
 * tasks and returns outcomes; the store, leases, progress and the journal belong to {@link StudyRunner}.
 */
public interface StageExecutor extends AutoCloseable {
    /** How many stages can run at the same time. */
    int numWorkers();

    /**
     * Starts {@code task} on a free worker and returns at once; the caller never has more than {@link #numWorkers}
     * open. Does not throw: whatever goes wrong is the outcome that {@code listener} is told.
     */
    void execute(StageTask task, StageListener listener);

    /** Starts no more; ends the processes that still run. */
    @Override
    void close();
}
