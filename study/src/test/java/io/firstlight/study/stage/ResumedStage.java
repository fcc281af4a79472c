package io.firstlight.study.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.study.stage.InterruptingProgress.Interruption;
import io.firstlight.study.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A stage that was ended shortly before its end and went on in the same directories, to the bytes of an undisturbed
 * run.
 *
 * @param wholeRun updates of a run that nothing ends
 * @param afterwards updates of the run that went on; fewer than {@code wholeRun} where it began at a checkpoint
 * @param output the directory of the result
 */
record ResumedStage(long wholeRun, long afterwards, Path output) {
    /**
     * Ends {@code stage} and lets it go on, on one thread; a checkpoint is written after every step.
     *
     * @param missing how many updates before its last the stage is ended
     * @param threadsBefore number of threads up to there
     */
    static ResumedStage of(TinyStudy study, Stage stage, int missing, int threadsBefore) throws IOException {
        System.setProperty(TrainingRun.CHECKPOINT_SECONDS_PROPERTY, "0");
        try {
            study.output(stage);
            InterruptingProgress wholeRun = InterruptingProgress.never();
            study.run(stage, "counted", wholeRun, 1);
            long last = wholeRun.updates().get() - missing;
            assertThatThrownBy(() -> study.run(stage, "resumed", InterruptingProgress.at(last), threadsBefore))
                    .as(stage.label())
                    .isInstanceOf(Interruption.class);
            InterruptingProgress afterwards = InterruptingProgress.never();
            Path output = study.run(stage, "resumed", afterwards, 1);
            assertThat(Trees.bytes(output)).as(stage.label()).isEqualTo(Trees.bytes(study.output(stage)));
            return new ResumedStage(
                    wholeRun.updates().get(), afterwards.updates().get(), output);
        } finally {
            System.clearProperty(TrainingRun.CHECKPOINT_SECONDS_PROPERTY);
        }
    }
}
