package io.firstlight.study.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
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
        Set<String> resumed = new TreeSet<>();
        for (Stage stage : study.plan().stages()) {
            if (stage.spec() instanceof TrainStage) {
                ResumedStage run = ResumedStage.of(study, stage, 1, 2);
                if (run.afterwards() < run.wholeRun()) {
                    resumed.add(stage.name());
                }
            }
        }
        assertThat(resumed)
                .as("stages of so many steps that they went on from a checkpoint")
                .contains("trunk", "image_encoder", "alignment", "mixture");
    }
}
