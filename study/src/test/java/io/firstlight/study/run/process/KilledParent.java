package io.firstlight.study.run.process;

import io.firstlight.core.progress.Progress;
import io.firstlight.study.run.StageListener;
import io.firstlight.study.run.StageOutcome;
import io.firstlight.study.run.StageTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A process that executes a task in a process, prints that one's id once it is at work, and waits to be killed. */
public final class KilledParent {
    private KilledParent() {}

    public static void main(String[] arguments) throws IOException {
        ProcessExecutor executor =
                new ProcessExecutor(1, WorkerCommand.likeThisJvm(FaultyWorker.class), Path.of(arguments[0]));
        CompletableFuture<String> place = new CompletableFuture<>();
        executor.execute(StageTask.parse(arguments[1]), new StageListener() {
            @Override
            public void started(String startedPlace) {
                place.complete(startedPlace);
            }

            @Override
            public Progress progress() {
                return new Progress() {
                    @Override
                    public Task begin(String label, long total, String unit) {
                        return Progress.silent().begin(label, total, unit);
                    }

                    @Override
                    public void message(String line) {
                        System.out.println(place.join().replace("process ", ""));
                    }
                };
            }

            @Override
            public void ended(StageOutcome outcome) {
                System.out.println("ended: " + outcome);
            }
        });
        System.in.read();
    }
}
