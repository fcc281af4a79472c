package io.firstlight.study.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.plan.StagesByName;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.device.Precision;
import io.firstlight.tensor.device.Recomputation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The stages of {@link TinyStudy} on a second placement: float64 on the CPU, in micro-batches of one row and with
 * recomputed blocks. The same stages under the same keys give the same losses within the rounding of float32.
 */
class SecondPlacementTest {
    private static final Placement SECOND = Placement.CPU
            .withPrecision(Precision.FLOAT64)
            .withMicroBatchRows(1)
            .withRecomputation(Recomputation.EVERY_BLOCK);
    private static final List<String> TRAINING =
            List.of("image_encoder", "trunk", "alignment", "mixture", "fine_tuning");
    /** Of a loss; that of float32 and float64 part by rounding, which training carries on from step to step. */
    private static final double PERCENT = 0.05;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ImageEncoderChoice.class)
    void everyTrainingStageHasTheLossesOfFloat32(ImageEncoderChoice choice) throws IOException {
        TinyStudy first = TinyStudy.in(folder);
        TinyStudy second = first.on(SECOND);
        int compared = 0;
        for (String name : TRAINING) {
            for (Stage stage : stages(first.plan(), name, choice)) {
                double[] expected = losses(first.output(stage));
                double[] found = losses(second.output(stage));
                assertThat(found).as(stage.label()).hasSameSizeAs(expected);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(found[i])
                            .as(stage.label() + ", step " + i)
                            .isCloseTo(expected[i], withinPercentage(PERCENT));
                }
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(4);
    }

    @Test
    void resultsOfBothPlacementsDifferInTheirBitsAndNotInTheirKeys() throws IOException {
        TinyStudy first = TinyStudy.in(folder);
        Stage stage = first.stage("trunk", recipe -> true);
        Path weights = first.output(stage).resolve("weights.safetensors");
        Path others = first.on(SECOND).output(stage).resolve("weights.safetensors");
        assertThat(Files.size(others)).as("float32 on disk, both").isEqualTo(Files.size(weights));
        assertThat(Files.readAllBytes(others))
                .as("or nothing ran in float64")
                .isNotEqualTo(Files.readAllBytes(weights));
    }

    private static List<Stage> stages(StagePlan plan, String name, ImageEncoderChoice choice) {
        return plan.runs().stream()
                .filter(run -> run.recipe().imageEncoder() == choice
                        && run.recipe().section().orElseThrow().images().share() > 0)
                .flatMap(run -> StagesByName.of(plan, run, name).stream())
                .distinct()
                .toList();
    }

    private static double[] losses(Path stage) throws IOException {
        JsonNode curves = Json.mapper().readTree(Files.readAllBytes(stage.resolve("curves.json")));
        return StreamSupport.stream(curves.path("loss").spliterator(), false)
                .mapToDouble(point -> point.path(1).asDouble())
                .toArray();
    }
}
