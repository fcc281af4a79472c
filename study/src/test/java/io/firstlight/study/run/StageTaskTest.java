package io.firstlight.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.progress.Progress;
import io.firstlight.study.file.StudyTexts;
import io.firstlight.study.plan.Planner;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageContext;
import io.firstlight.study.stage.StageRole;
import io.firstlight.tensor.device.Device;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.device.Precision;
import io.firstlight.tensor.device.Ranks;
import io.firstlight.tensor.device.Recomputation;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageTaskTest {
    private static final Placement CUDA =
            new Placement(Device.cuda(0), Precision.BFLOAT16, 0, Recomputation.NONE, new Ranks(0, 2));

    @Test
    void everyStageOfAPlanTravelsAsOneLineOfJson() {
        for (Stage stage :
                new Planner(Path::toString).plan(StudyTexts.parse("")).stages()) {
            StageTask task = new StageTask(
                    stage,
                    new StageContext.Directories(
                            Path.of("/store/work: é %20"),
                            Path.of("/store/out"),
                            Map.of(StageRole.DATA, Path.of("/d"))),
                    new StageTask.Resources(
                            2, Placement.CPU.withPrecision(Precision.FLOAT64).withMicroBatchRows(4)));
            String json = task.toJson();
            assertThat(json).doesNotContain("\n");
            StageTask back = StageTask.parse(json);
            assertThat(back.toJson()).isEqualTo(json);
            assertThat(back.stage()).isEqualTo(stage);
            assertThat(back.directories()).isEqualTo(task.directories());
            assertThat(back.resources()).isEqualTo(task.resources());
        }
    }

    @Test
    void whatOneCpuProcessCannotGiveIsRefusedAsAnOutcome() {
        Stage stage =
                new Planner(Path::toString).plan(StudyTexts.parse("")).stages().get(0);
        StageContext.Directories directories =
                new StageContext.Directories(Path.of("work"), Path.of("output"), Map.of());
        StageOutcome outcome = StageAttempt.run(
                new StageTask(stage, directories, new StageTask.Resources(1, CUDA)), context -> {}, Progress.silent());
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StageOutcome.Failed.class,
                        failed -> assertThat(failed.message()).contains("2 ranks on cuda"));
        assertThatThrownBy(() -> new StageTask.Resources(0, Placement.CPU)).hasMessageContaining("0 threads");
    }
}
