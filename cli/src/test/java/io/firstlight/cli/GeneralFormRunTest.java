package io.firstlight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.RecipeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of the general form from its file to its report. */
class GeneralFormRunTest {
    private static final Path STUDY = Path.of("..", "study", "src", "test", "resources", "quickstart-general.yaml");
    private static final String AXIS = "stages.alignment.at_percent";

    @Test
    void aStudyOfTheGeneralFormIsRunAndReported(@TempDir Path folder) throws IOException {
        StudyResults results = CommandRun.ofTinyStudy(STUDY, folder);
        assertThat(results.recipes())
                .extracting(RecipeResult::label)
                .containsExactly(
                        "alignment at 80 %", "alignment at 0 %", "alignment at 100 %", "no_images, alignment at 80 %");
        assertThat(results.recipes())
                .extracting(recipe -> recipe.axes().get(AXIS))
                .isEqualTo(List.of("80", "0", "100", "80"));
        assertThat(results.recipes())
                .extracting(RecipeResult::tasks)
                .allSatisfy(tasks -> assertThat(tasks).hasSameSizeAs(results.tasks()));
        assertThat(results.findings().effects())
                .as("two points and an overlay against the file as it stands, for vision and text")
                .hasSize(6);
        Path report = folder.resolve("quickstart-tiny/report.html");
        assertThat(Files.readString(report)).contains("alignment at 80").contains("alignment: at percent");
    }
}
