package io.firstlight.study.run;

/** Where stages run. */
public interface StageExecutor extends AutoCloseable {
    /** How many stages can run at the same time. */
    int numWorkers();

    /**
     * Starts {@code stage} on a free worker; the caller never has more than {@link #numWorkers} open. It does not
     * throw.
     */
    void execute(Runnable stage);

    @Override
    void close();
}
