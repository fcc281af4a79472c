package io.firstlight.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.report.fixture.StudyFixture;
import io.firstlight.report.fixture.Variations;
import io.firstlight.report.scores.Modality;
import io.firstlight.report.scores.Scores;
import io.firstlight.report.scores.TaskSet;
import io.firstlight.study.result.StudyResults;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoreFiguresTest {
    @Test
    void everyAxisThatVariesHasAFigureAndTheOthersAreNamed() {
        ScoreFigures figures = new ScoreFigures(new Scores(StudyFixture.quick(2)));
        assertThat(figures.figures())
                .extracting(Figure::id)
                .containsExactly("figure-text_percent", "figure-image_share");
        assertThat(figures.axesNotVaried()).hasSize(4);
        assertThat(new ScoreFigures(new Scores(StudyFixture.full())).figures()).hasSize(6);
    }

    @Test
    void theMainLineGoesThroughEveryBranchPointInOrder() {
        ScorePanel panel = visual(StudyFixture.full(), "figure-text_percent");
        assertThat(panel.series().get(0).points())
                .extracting(ScorePanel.Point::x)
                .containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
        assertThat(panel.series()).extracting(ScorePanel.Series::name).contains("no images");
    }

    @Test
    void aRecipeWithoutImagesEndsTheLineOverTheImageShareAndNoOther() {
        ScorePanel panel = visual(StudyFixture.full(), "figure-image_share");
        assertThat(panel.series())
                .hasSize(2)
                .allSatisfy(series -> assertThat(series.points()).hasSize(5));
        assertThat(panel.axis().names().values())
                .containsExactly("0\u00a0%", "5\u00a0%", "10\u00a0%", "20\u00a0%", "50\u00a0%");
    }

    @Test
    void aPointHoldsTheMeanItsIntervalAndEverySeed() {
        StudyResults results = StudyFixture.quick(3);
        Scores scores = new Scores(results);
        ScorePanel.Value value = visual(results, "figure-text_percent")
                .series()
                .get(0)
                .points()
                .get(1)
                .values()
                .get("all");
        assertThat(value.y())
                .isCloseTo(
                        scores.mean(results.recipes().get(0), Modality.VISION, TaskSet.ALL)
                                .estimate(),
                        within());
        assertThat(value.low()).isLessThan(value.y());
        assertThat(value.seeds()).hasSize(3);
        assertThat(value.seeds().stream()
                        .mapToDouble(ScorePanel.SeedValue::y)
                        .average()
                        .orElseThrow())
                .isCloseTo(value.y(), within());
    }

    @Test
    void namesAreNotJoinedByLines() {
        assertThat(visual(StudyFixture.full(), "figure-image_encoder").join()).isFalse();
        assertThat(visual(StudyFixture.full(), "figure-fine_tune_epochs").join())
                .isTrue();
    }

    @Test
    void aStudyOfOneRecipeHasNoFigure() {
        StudyResults one =
                Variations.only(StudyFixture.quick(2), recipe -> recipe.id().equals("recipe-0"));
        assertThat(new ScoreFigures(new Scores(one)).figures()).isEmpty();
    }

    private static Offset<Double> within() {
        return Offset.offset(2e-4);
    }

    private static ScorePanel visual(StudyResults results, String figure) {
        List<Figure> figures = new ScoreFigures(new Scores(results)).figures();
        return (ScorePanel) figures.stream()
                .filter(one -> one.id().equals(figure))
                .findFirst()
                .orElseThrow()
                .panels()
                .get(0)
                .data();
    }
}
