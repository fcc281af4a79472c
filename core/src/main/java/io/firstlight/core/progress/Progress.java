package io.firstlight.core.progress;

/**
 * Where long work says how far it is. Implementations draw a bar with an estimate of the time left, print plain lines
 * where there is no terminal, or stay silent. Calls may come from several threads at once, each for its own task.
 */
public interface Progress {
    /** Opens a task: {@code total} units of {@code unit} ("tokens", "images"); a total of 0 or less means unknown. */
    Task begin(String label, long total, String unit);

    /** One line for the user, between tasks or during them. */
    void message(String line);

    /** One running task; closing it ends its line. */
    interface Task extends AutoCloseable {
        /**
         * {@code done} units are done in all; {@code detail} is a few words such as "loss 3.21". Cheap to call often.
         */
        void update(long done, String detail);

        @Override
        void close();
    }

    /** Says nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public Task begin(String label, long total, String unit) {
                return new Task() {
                    @Override
                    public void update(long done, String detail) {}

                    @Override
                    public void close() {}
                };
            }

            @Override
            public void message(String line) {}
        };
    }
}
