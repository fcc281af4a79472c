package io.firstlight.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.text.TerminalText;
import io.firstlight.report.fixture.StudyFixture;
import io.firstlight.report.fixture.Variations;
import io.firstlight.report.scores.Scores;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.Recommendation.Status;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTableTest {
    @ParameterizedTest
    @ValueSource(ints = {100, 132})
    void noLineIsWiderThanTheTerminal(int width) {
        for (StudyResults results : List.of(
                StudyFixture.quick(2), StudyFixture.full(), Variations.withNothingKnown(StudyFixture.quick(1)))) {
            String table = ResultsTable.render(results, width, false);
            assertThat(table.lines())
                    .allSatisfy(line -> assertThat(TerminalText.width(line)).isLessThanOrEqualTo(width));
            assertThat(table).doesNotContain("\u001b", "NaN");
        }
    }

    @Test
    void everyRecipeStandsWithItsScoresTheBestByTheObjectiveFirst() {
        StudyResults results = StudyFixture.quick(2);
        List<String> lines = ResultsTable.render(results, false).lines().toList();
        assertThat(lines.get(0)).isEqualTo(results.study().question());
        int recommended = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith("* 80 % text, 20 % images  "))
                .findFirst()
                .orElseThrow();
        List<String> order = new Scores(results)
                .byObjective().stream().map(RecipeResult::label).toList();
        assertThat(recommended)
                .as("two lines a recipe below the heading: it stands where its rank is")
                .isEqualTo(3 + 2 * order.indexOf("80 % text, 20 % images"));
        Interval vision = results.recipes().get(0).aggregates().all().vision();
        assertThat(lines.get(recommended))
                .as("one vision number")
                .contains(
                        String.format(Locale.ROOT, "%.2f [%.2f,%.2f]", vision.estimate(), vision.low(), vision.high()));
        assertThat(lines.get(recommended + 1)).contains("no image 0.0", "no text ");
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("~ 100 % text, 20 % images"));
    }

    @Test
    void everyTaskOfTheRecommendedRecipeStandsBesideItsFloors() {
        List<String> lines =
                ResultsTable.render(StudyFixture.quick(2), false).lines().toList();
        assertThat(lines)
                .anySatisfy(line -> assertThat(line.split("\\s{2,}"))
                        .containsExactly(
                                "", "Task", "score", "prob", "chance", "major", "no img", "shuff", "nn pix", "nn fea",
                                "no txt"));
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).startsWith("  naming  ").contains("25.0", "27.0", "88.7", "93.7"));
        assertThat(lines)
                .anySatisfy(line ->
                        assertThat(line).as("the longest name of a task").startsWith("  naming_same_subgroup  "));
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("? presence"));
    }

    @Test
    void theRecommendationIsWrappedInWords() {
        String table = ResultsTable.render(StudyFixture.quick(2), false);
        assertThat(table.replace("\n", " "))
                .contains(StudyFixture.quick(2).findings().recommendation().text())
                .contains("Cannot be told apart from: 100 % text, 20 % images.");
    }

    @Test
    void aSmokeTestIsCalledOneAndRecommendsNothing() {
        StudyResults results =
                Variations.notRecommended(StudyFixture.quick(2), Status.SMOKE, "No recommendation: this is a test.");
        assertThat(ResultsTable.render(results, false))
                .contains("Smoke test: its scores say nothing", "No recommendation: this is a test.")
                .doesNotContain("Recommended:", "\n* ", "recommended, ~");
        StudyResults chance =
                Variations.notRecommended(StudyFixture.quick(2), Status.AT_CHANCE, "No recommendation: chance.");
        assertThat(ResultsTable.render(chance, false))
                .contains("\nNo recommendation\n")
                .doesNotContain("No recommendation yet", "Smoke");
    }

    @Test
    void anUnfinishedStudySaysWhatItLacksAndRecommendsNothing() {
        String table = ResultsTable.render(Variations.unfinished(StudyFixture.quick(2)), false);
        assertThat(table)
                .contains("No recommendation yet", "7 of 8 models evaluated", "Missing: 80 % text, no images: seed ")
                .contains(
                        "\n  1 of 2 seeds\n",
                        "Still to run: ",
                        "Scores in % beside their floors: 80 % text, 20 % images")
                .doesNotContain("Recommended:");
    }

    @Test
    void colorsChangeNothingButTheLook() {
        StudyResults results = StudyFixture.full();
        String colored = ResultsTable.render(results, true);
        assertThat(colored).contains("\u001b[1;36m");
        assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(ResultsTable.render(results, false));
    }

    @Test
    void aLabelCanNotMoveTheCursor() {
        String table = ResultsTable.render(
                Variations.withTexts(StudyFixture.quick(1), "a\u001b[2Jb\u202ec\u0007 and " + "long".repeat(60)),
                false);
        assertThat(table).doesNotContain("\u001b", "\u202e", "\u0007").contains("a?[2Jb?c?");
        assertThat(table.lines())
                .allSatisfy(
                        line -> assertThat(TerminalText.width(line)).isLessThanOrEqualTo(ResultsTable.DEFAULT_WIDTH));
    }

    @Test
    void oddResultsStillMakeATable() {
        assertThat(ResultsTable.render(Variations.empty(StudyFixture.quick(1)), false))
                .contains("Nothing was run.");
        assertThat(ResultsTable.render(Variations.withoutFloors(StudyFixture.quick(2)), false))
                .doesNotContain("major")
                .doesNotContainPattern("no (image|text) -?[0-9]");
        assertThat(ResultsTable.render(Variations.withCollapsedIntervals(StudyFixture.quick(1)), false))
                .doesNotContain("[");
    }

    @Test
    void aTerminalTooNarrowIsRefused() {
        assertThatThrownBy(() -> ResultsTable.render(StudyFixture.quick(1), 40, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100")
                .hasMessageContaining("40");
    }
}
