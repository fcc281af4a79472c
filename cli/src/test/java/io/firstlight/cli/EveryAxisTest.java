package io.firstlight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.Effect;
import io.firstlight.study.result.StudyResults.RecipeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every recipe of the quickstart's full budget, trained and evaluated in the tiny one's size under one seed. */
class EveryAxisTest {
    private static final String NAME = "every-axis";

    /** The quickstart's file with the tiny budget as its only one, and the full budget's axes in it. */
    private static String study() throws IOException {
        String text = Files.readString(CommandRun.quickstartFile());
        String base =
                text.substring(0, text.indexOf("budgets:\n")).replace("name: quickstart\n", "name: " + NAME + "\n");
        String tiny = text.substring(text.indexOf("  tiny:\n"), text.indexOf("  # Every axis of the paper"));
        String full = text.substring(text.indexOf("  full:\n"));
        return base + "budgets:\n" + tiny + full.substring(full.indexOf("    axes:\n"), full.indexOf("    seeds:"));
    }

    private static Set<String> values(StudyResults results, String axis) {
        return results.recipes().stream()
                .map(recipe -> recipe.axes().get(axis))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyRecipeOfTheFullBudgetTrainsAndIsEvaluated(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve(NAME + ".yaml"), study());
        StudyResults results = CommandRun.ofTinyStudy(file, folder);
        assertThat(values(results, "text_percent")).containsExactlyInAnyOrder("0", "20", "40", "60", "80", "100");
        assertThat(values(results, "image_share")).contains("0", "0.05", "0.1", "0.2", "0.5");
        assertThat(values(results, "instruction_share")).contains("0", "0.5");
        assertThat(values(results, "fine_tune_epochs")).containsExactlyInAnyOrder("1", "2", "4", "8");
        assertThat(values(results, "image_encoder"))
                .containsExactlyInAnyOrder("frozen_vit", "trained_vit", "patch_projection");
        assertThat(values(results, "captions")).contains("short", "rich");
        assertThat(results.recipes())
                .extracting(RecipeResult::tasks)
                .allSatisfy(tasks -> assertThat(tasks).hasSameSizeAs(results.tasks()));
        assertThat(results.recipes()).hasSize(23);
        assertThat(results.recipes().stream()
                        .filter(recipe -> recipe.axes().get("text_percent").equals("0"))
                        .map(recipe -> recipe.axes().get("image_share")))
                .containsExactlyInAnyOrder("0", "0.05", "0.1", "0.2", "0.4", "0.5");
        assertThat(results.findings().effects())
                .as("22 recipes, for vision and text")
                .hasSize(44)
                .extracting(Effect::axis)
                .contains(
                        "text_percent",
                        "image_share",
                        "instruction_share",
                        "fine_tune_epochs",
                        "image_encoder",
                        "captions");
        assertThat(results.findings().effects())
                .extracting(effect -> effect.baseline() + " / " + effect.compared() + " / " + effect.aggregate())
                .doesNotHaveDuplicates();
        assertThat(results.findings().effects())
                .noneMatch(effect -> effect.baseline().equals(effect.compared()));
        assertThat(results.findings().recommendation().leads()).hasSize(22);
    }
}
