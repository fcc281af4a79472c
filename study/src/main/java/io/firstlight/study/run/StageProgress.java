package io.firstlight.study.run;

import io.firstlight.core.progress.Progress;
import io.firstlight.study.run.StudyStatus.RunningStage;
import java.util.function.Supplier;

/**
 * One stage's progress: says which stage of how many it is and what time is left of the study, and remembers the last
 * of it.
 */
final class StageProgress implements Progress {
    private final Progress target;
    private final String label;
    private final String prefix;
    private final Supplier<String> timeLeft;
    private volatile RunningStage latest;
    private volatile String where = "";

    /**
     * Progress of one stage, shown through {@code target}.
     *
     * @param place number of the stage, such as "3/17"
     * @param timeLeft time left for the whole study, in words
     */
    StageProgress(Progress target, String label, String place, Supplier<String> timeLeft) {
        this.target = target;
        this.label = label;
        this.prefix = "[" + place + "] ";
        this.timeLeft = timeLeft;
        this.latest = new RunningStage(label, "", 0, 0, "", "");
    }

    /**
     * Notes where the stage has begun to run.
     *
     * @param executorPlace where it runs, such as "process 4711"
     */
    void startedAt(String executorPlace) {
        where = executorPlace;
        latest = new RunningStage(label, where, 0, 0, "", "");
    }

    RunningStage latest() {
        return latest;
    }

    @Override
    public Task begin(String taskLabel, long total, String unit) {
        Task task = target.begin(prefix + taskLabel, total, unit);
        latest = new RunningStage(label, where, 0, total, unit, "");
        return new Task() {
            @Override
            public void update(long done, String detail) {
                latest = new RunningStage(label, where, done, total, unit, detail);
                task.update(done, detail.isEmpty() ? timeLeft.get() : detail + " · " + timeLeft.get());
            }

            @Override
            public void close() {
                task.close();
            }
        };
    }

    @Override
    public void message(String line) {
        target.message(line);
    }
}
