package io.firstlight.study.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.progress.Progress;
import io.firstlight.study.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results do not depend on the number of threads, in any kind of stage, nor on who goes on with an unfinished one. */
class ThreadsOfStagesTest {
    @TempDir
    private static Path folder;

    private static TinyStudy study;

    @BeforeAll
    static void makeStudy() throws IOException {
        study = TinyStudy.withBatchesOfSeveralParts(folder);
    }

    @AfterEach
    void saveAsOftenAsBefore() {
        System.clearProperty(TrainingRun.CHECKPOINT_SECONDS_PROPERTY);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void everyStageGivesTheBytesOfOneThread(int threads) throws IOException {
        Set<String> kinds = new HashSet<>();
        for (Stage stage : study.plan().stages()) {
            kinds.add(stage.name());
            Path several = study.run(stage, threads + " threads", Progress.silent(), threads);
            assertThat(Trees.bytes(several)).as(stage.label()).isEqualTo(Trees.bytes(study.output(stage)));
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "data",
                        "image_encoder",
                        "image_features",
                        "trunk",
                        "alignment",
                        "mixture",
                        "fine_tuning",
                        "evaluation");
    }

    @Test
    void aStageThatWasEndedOnTwoThreadsGoesOnOnOneToTheSameBytes() throws IOException {
        System.setProperty(TrainingRun.CHECKPOINT_SECONDS_PROPERTY, "0");
        Set<String> resumed = new TreeSet<>();
        for (Stage stage : study.plan().stages()) {
            if (!(stage.spec() instanceof TrainStage)) {
                continue;
            }
            study.output(stage);
            AtomicLong wholeRun = new AtomicLong();
            study.run(stage, "counted", updates(wholeRun, Long.MAX_VALUE), 1);
            AtomicLong first = new AtomicLong();
            assertThatThrownBy(() -> study.run(stage, "resumed", updates(first, wholeRun.get() - 1), 2))
                    .as(stage.label())
                    .isInstanceOf(Interruption.class);
            AtomicLong second = new AtomicLong();
            Path output = study.run(stage, "resumed", updates(second, Long.MAX_VALUE), 1);
            assertThat(Trees.bytes(output)).as(stage.label()).isEqualTo(Trees.bytes(study.output(stage)));
            if (second.get() < wholeRun.get()) {
                resumed.add(stage.name());
            }
        }
        assertThat(resumed)
                .as("stages of so many steps that they went on from a checkpoint")
                .contains("trunk", "image_encoder", "alignment", "mixture");
    }

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Counts updates and ends the body at update {@code last}. */
    private static Progress updates(AtomicLong count, long last) {
        return new Progress() {
            @Override
            public Task begin(String label, long total, String unit) {
                return new Task() {
                    @Override
                    public void update(long done, String detail) {
                        if (count.incrementAndGet() >= last) {
                            throw new Interruption();
                        }
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public void message(String line) {}
        };
    }
}
