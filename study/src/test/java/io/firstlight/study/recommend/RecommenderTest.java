package io.firstlight.study.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.study.file.Comparison.Objective;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.file.StudyTexts;
import io.firstlight.study.recommend.Evidence.Named;
import io.firstlight.study.result.StudyResults.Effect;
import io.firstlight.study.result.StudyResults.Lead;
import io.firstlight.study.result.StudyResults.Recommendation;
import io.firstlight.study.statistics.Bootstrap;
import io.firstlight.study.statistics.ItemScores;
import io.firstlight.study.statistics.ScoreTable;
import io.firstlight.study.statistics.TestScores;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecommenderTest {
    private static final List<Named> RECIPES =
            List.of(new Named("a", "early"), new Named("b", "late"), new Named("c", "never"));

    /** Two seeds alike; the right items first, so that recipes are nested. */
    private static ItemScores task(String name, boolean visual, double... means) {
        double[][] perSeed =
                Arrays.stream(means).mapToObj(mean -> new double[] {mean, mean}).toArray(double[][]::new);
        return TestScores.independent(name, visual, 0, TestScores.rightFirst(400, perSeed));
    }

    private static Bootstrap bootstrap(ItemScores... tasks) {
        return new Bootstrap(new ScoreTable(List.of(tasks)), 1);
    }

    private static Recommendation recommend(Bootstrap selection, Bootstrap reported) {
        return new Recommender(new Evidence(RECIPES, selection, reported, Set.of()), new Objective(0.5, 0.5, "all"))
                .recommend();
    }

    @Test
    void theSelectionItemsChooseAndTheReportedOnesCompare() {
        Bootstrap selection = bootstrap(task("see", true, 0.6, 0.7, 0.1), task("read", false, 0.3, 0.3, 0.3));
        Bootstrap reported = bootstrap(task("see", true, 0.605, 0.6, 0.2), task("read", false, 0.3, 0.3, 0.3));
        Recommendation recommendation = recommend(selection, reported);
        assertThat(recommendation.recipe()).isEqualTo("b");
        assertThat(recommendation.indistinguishable()).containsExactly("a");
        assertThat(recommendation.text())
                .contains("Use “late”")
                .contains("It is better than “never” (+0.200")
                .contains("told apart from “early”")
                .contains("vision 0.60");
    }

    @Test
    void aClearWinnerNeedsNoMoreSeeds() {
        Bootstrap both = bootstrap(task("see", true, 0.8, 0.5, 0.1));
        Recommendation recommendation = recommend(both, bootstrap(task("see", true, 0.8, 0.5, 0.1)));
        assertThat(recommendation.recipe()).isEqualTo("a");
        assertThat(recommendation.indistinguishable()).isEmpty();
        assertThat(recommendation.seedsToDecide()).isZero();
    }

    @Test
    void ofManyBeatenRecipesTheNearestIsNamed() {
        List<Named> many = IntStream.range(0, 8)
                .mapToObj(r -> new Named("r" + r, "recipe " + r))
                .toList();
        Bootstrap both = bootstrap(task("see", true, 0.8, 0.1, 0.2, 0.5, 0.1, 0.1, 0.1, 0.1));
        String text = new Recommender(new Evidence(many, both, both, Set.of()), new Objective(1, 0, "all"))
                .recommend()
                .text();
        assertThat(text)
                .contains("It is better than 7 others, the nearest of them “recipe 3” (+0.300")
                .doesNotContain("recipe 2");
        Bootstrap reported = bootstrap(task("see", true, 0.2, 0.8, 0.7, 0.5, 0.6, 0.7, 0.75, 0.65));
        Recommendation disagreeing =
                new Recommender(new Evidence(many, both, reported, Set.of()), new Objective(1, 0, "all")).recommend();
        assertThat(disagreeing.text())
                .contains("it is worse than 7 others, the furthest above of them “recipe 1” (-0.600");
        assertThat(disagreeing.leads())
                .extracting(Lead::over)
                .containsExactly("r1", "r2", "r3", "r4", "r5", "r6", "r7");
        assertThat(disagreeing.leads().get(0).difference().estimate()).isCloseTo(-0.6, within(1e-12));
        assertThat(disagreeing.leads()).allMatch(lead -> lead.pValue() < 0.01);
    }

    @Test
    void oneSeedDoesNotTellHowManyWouldDo() {
        double[][][] scores = new double[3][1][100];
        for (int i = 0; i < 100; i++) {
            scores[0][0][i] = i % 2 == 0 ? 1 : 0;
            scores[1][0][i] = i % 2 == 1 && i > 3 ? 1 : 0;
        }
        Bootstrap only = bootstrap(TestScores.independent("see", true, 0, scores));
        Recommendation recommendation = recommend(only, only);
        assertThat(recommendation.indistinguishable()).containsExactly("b");
        assertThat(recommendation.seedsToDecide()).isEqualTo(-1);
        assertThat(recommendation.text()).contains("One seed does not show").doesNotContain("more items");
    }

    @Test
    void withoutASelectionSplitTheTextSaysThatTheChoiceFlatters() {
        Bootstrap only = bootstrap(task("see", true, 0.8, 0.5, 0.1));
        assertThat(recommend(only, only).text()).contains("no selection items");
    }

    @Test
    void whenTheSplitsDisagreeTheTextSaysSo() {
        Recommendation recommendation =
                recommend(bootstrap(task("see", true, 0.8, 0.5, 0.1)), bootstrap(task("see", true, 0.5, 0.8, 0.1)));
        assertThat(recommendation.recipe()).isEqualTo("a");
        assertThat(recommendation.text()).contains("worse than “late”").contains("disagree");
    }

    @Test
    void theObjectiveWeighsVisionAgainstText() {
        Bootstrap table = bootstrap(task("see", true, 0.8, 0.2, 0.1), task("read", false, 0.1, 0.5, 0.1));
        Evidence evidence = new Evidence(RECIPES, table, table, Set.of());
        assertThat(new Recommender(evidence, new Objective(1, 0, "all"))
                        .recommend()
                        .recipe())
                .isEqualTo("a");
        assertThat(new Recommender(evidence, new Objective(0, 1, "all"))
                        .recommend()
                        .recipe())
                .isEqualTo("b");
    }

    @Test
    void stableTasksAloneCountWhenTheObjectiveSaysSo() {
        Bootstrap table = bootstrap(task("see", true, 0.8, 0.2, 0.1), task("count", true, 0.1, 0.3, 0.1));
        Evidence evidence = new Evidence(RECIPES, table, table, Set.of("count"));
        assertThat(new Recommender(evidence, new Objective(1, 0, "all"))
                        .recommend()
                        .recipe())
                .isEqualTo("a");
        assertThat(new Recommender(evidence, new Objective(1, 0, "stable"))
                        .recommend()
                        .recipe())
                .isEqualTo("b");
    }

    @Test
    void everyAxisValueIsComparedWithItsCentreAndPValuesShareTheirLevel() {
        StudyFile study = StudyTexts.parse("""
                axes:
                  - {vary: text_percent, values: [0, 80]}
                  - {vary: image_share, values: [0]}
                  - {vary: image_share, values: [0, 0.1], at: {text_percent: 0}}
                """);
        // Recipes: 80 % (default), 0 %, 80 % without images, 0 % without, 0 % with a tenth.
        Bootstrap reported = bootstrap(task("see", true, 0.6, 0.4, 0.1, 0.1, 0.3));
        List<Effect> effects = new AxisEffects(
                        study.comparison().recipes(), study.comparison().recipes(), reported)
                .of(study.comparison().axes());
        assertThat(effects)
                .extracting(Effect::axis)
                .containsExactly("text_percent", "image_share", "image_share", "image_share");
        assertThat(effects)
                .extracting(Effect::baseline)
                .containsExactly(
                        "text80-image0.3-instruction0-epochs2-frozen_vit-short",
                        "text80-image0.3-instruction0-epochs2-frozen_vit-short",
                        "text0-image0.3-instruction0-epochs2-frozen_vit-short",
                        "text0-image0.3-instruction0-epochs2-frozen_vit-short");
        assertThat(effects.get(0).difference().estimate()).isCloseTo(-0.2, within(1e-12));
        assertThat(effects.get(3).difference().estimate()).isCloseTo(-0.1, within(1e-12));
    }

    @Test
    void anAxisAroundARecipeThatIsNotInTheStudyStartsAtItsFirstValue() {
        StudyFile study = StudyTexts.parse("axes:\n  - {vary: image_share, values: [0, 0.1], at: {text_percent: 0}}\n");
        List<Effect> effects = new AxisEffects(
                        study.comparison().recipes(),
                        study.comparison().recipes(),
                        bootstrap(task("see", true, 0.6, 0.1, 0.3)))
                .of(study.comparison().axes());
        assertThat(effects).singleElement().satisfies(effect -> {
            assertThat(effect.baseline()).startsWith("text0-image0-");
            assertThat(effect.compared()).startsWith("text0-image0.1-");
        });
        assertThat(effects)
                .allMatch(effect -> effect.pValue() < 0.01 && effect.aggregate().equals("visionAll"));
    }
}
