package io.firstlight.study.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.study.file.Comparison.Objective;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.file.StudyTexts;
import io.firstlight.study.recommend.Evidence.Circumstances;
import io.firstlight.study.recommend.Evidence.Named;
import io.firstlight.study.result.StudyResults.Effect;
import io.firstlight.study.result.StudyResults.Lead;
import io.firstlight.study.result.StudyResults.Recommendation;
import io.firstlight.study.result.StudyResults.Recommendation.Status;
import io.firstlight.study.statistics.Inference;
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

    private static Inference inference(ItemScores... tasks) {
        return new Inference(new ScoreTable(List.of(tasks)));
    }

    private static Recommendation recommend(Inference selection, Inference reported) {
        return new Recommender(evidence(RECIPES, selection, reported), objective(0.5, 0.5, "all")).recommend();
    }

    private static Evidence evidence(List<Named> recipes, Inference selection, Inference reported) {
        return new Evidence(recipes, selection, reported, Set.of(), Circumstances.PLAIN);
    }

    private static Objective objective(double vision, double text, String tasks) {
        return new Objective(vision, text, tasks, List.of());
    }

    @Test
    void theSelectionItemsChooseAndTheReportedOnesCompare() {
        Inference selection = inference(task("see", true, 0.6, 0.7, 0.1), task("read", false, 0.3, 0.3, 0.3));
        Inference reported = inference(task("see", true, 0.605, 0.6, 0.2), task("read", false, 0.3, 0.3, 0.3));
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
        Inference both = inference(task("see", true, 0.8, 0.5, 0.1));
        Recommendation recommendation = recommend(both, inference(task("see", true, 0.8, 0.5, 0.1)));
        assertThat(recommendation.recipe()).isEqualTo("a");
        assertThat(recommendation.indistinguishable()).isEmpty();
        assertThat(recommendation.leads()).noneMatch(lead -> lead.seeds().isKnown());
    }

    @Test
    void ofManyBeatenRecipesTheNearestIsNamed() {
        List<Named> many = IntStream.range(0, 8)
                .mapToObj(r -> new Named("r" + r, "recipe " + r))
                .toList();
        Inference both = inference(task("see", true, 0.8, 0.1, 0.2, 0.5, 0.1, 0.1, 0.1, 0.1));
        String text = new Recommender(evidence(many, both, both), objective(1, 0, "all"))
                .recommend()
                .text();
        assertThat(text)
                .contains("It is better than 7 others, the nearest of them “recipe 3” (+0.300")
                .doesNotContain("recipe 2");
        Inference reported = inference(task("see", true, 0.2, 0.8, 0.7, 0.5, 0.6, 0.7, 0.75, 0.65));
        Recommendation disagreeing =
                new Recommender(evidence(many, both, reported), objective(1, 0, "all")).recommend();
        assertThat(disagreeing.text())
                .contains("it is worse than 7 others, the furthest above of them “recipe 1” (-0.600");
        assertThat(disagreeing.leads())
                .extracting(Lead::over)
                .containsExactly("r1", "r2", "r3", "r4", "r5", "r6", "r7");
        assertThat(disagreeing.leads().get(0).difference().estimate()).isCloseTo(-0.6, within(1e-12));
        assertThat(disagreeing.leads()).allMatch(lead -> lead.pValue() < 0.01);
    }

    @Test
    void oneSeedGivesNoVerdict() {
        double[][][] scores = TestScores.rightFirst(300, new double[][] {{0.9}, {0.5}, {0.1}});
        Inference only = inference(TestScores.independent("see", true, 0, scores));
        Recommendation recommendation = recommend(only, only);
        assertThat(recommendation.status()).isEqualTo(Status.ONE_SEED);
        assertThat(recommendation.recipe()).isEmpty();
        assertThat(recommendation.leading()).isEqualTo("a");
        assertThat(recommendation.indistinguishable()).isEmpty();
        assertThat(recommendation.leads())
                .as("differences are shown, and none is tested")
                .hasSize(2)
                .allMatch(lead -> Double.isNaN(lead.pValue()) && !lead.seeds().isKnown());
        assertThat(recommendation.text())
                .startsWith("No recommendation: one seed")
                .contains("--seeds", "“early” did best")
                .doesNotContain("Use “");
    }

    @Test
    void modelsAtChanceAreNotRecommended() {
        Inference chance = inference(TestScores.independent(
                "see", true, 0.25, TestScores.rightFirst(100, new double[][] {{0.27, 0.24}, {0.25, 0.25}, {0.22, 0.26}
                })));
        Recommendation recommendation = recommend(chance, chance);
        assertThat(recommendation.status()).isEqualTo(Status.AT_CHANCE);
        assertThat(recommendation.isMade()).isFalse();
        assertThat(recommendation.score().low()).isLessThan(0);
        assertThat(recommendation.text())
                .contains("not shown to be above chance")
                .doesNotContain("Use “");
    }

    @Test
    void aSmokeTestRecommendsNothingHoweverClearItsScores() {
        Inference clear = inference(task("see", true, 0.8, 0.5, 0.1));
        Evidence evidence = new Evidence(RECIPES, clear, clear, Set.of(), new Circumstances(true, List.of()));
        Recommendation recommendation = new Recommender(evidence, objective(1, 0, "all")).recommend();
        assertThat(recommendation.status()).isEqualTo(Status.SMOKE);
        assertThat(recommendation.text()).contains("smoke test").doesNotContain("Use “");
    }

    @Test
    void aRecipeThatLacksAModelIsNamedAsNotCompared() {
        Inference both = inference(task("see", true, 0.8, 0.5, 0.1));
        Evidence evidence =
                new Evidence(RECIPES, both, both, Set.of(), new Circumstances(false, List.of("the diverged one")));
        assertThat(new Recommender(evidence, objective(1, 0, "all")).recommend().text())
                .contains("Use “early”", "Not compared, because a model of it is missing: “the diverged one”.");
    }

    @Test
    void anIntervalLeavesOutZeroExactlyWhereTheVerdictIsADifference() {
        double[][] means = {{0.60, 0.61}, {0.57, 0.60}, {0.55, 0.53}, {0.50, 0.47}, {0.45, 0.49}, {0.58, 0.55}};
        List<Named> many = IntStream.range(0, means.length)
                .mapToObj(r -> new Named("r" + r, "recipe " + r))
                .toList();
        Inference both = inference(
                TestScores.independent("see", true, 0, TestScores.rightFirst(600, means)),
                TestScores.independent("read", false, 0, TestScores.rightFirst(600, means)));
        Recommendation recommendation = new Recommender(evidence(many, both, both), objective(1, 1, "all")).recommend();
        assertThat(recommendation.leads())
                .hasSize(5)
                .allSatisfy(lead -> assertThat(
                                lead.difference().low() > 0 || lead.difference().high() < 0)
                        .isEqualTo(lead.pValue() < Recommender.LEVEL))
                .anyMatch(lead -> lead.pValue() < Recommender.LEVEL)
                .anyMatch(lead -> lead.pValue() >= Recommender.LEVEL);
    }

    @Test
    void anObjectiveOverOneModalityHasItsWholeWeight() {
        Inference seen = inference(task("see", true, 0.8, 0.5, 0.1));
        assertThat(evidence(RECIPES, seen, seen).weights(seen.table(), objective(0.5, 0.5, "all")))
                .containsExactly(1);
        assertThat(recommend(seen, seen).score().estimate()).isCloseTo(0.8, within(1e-12));
        assertThat(recommend(seen, seen).objective()).startsWith("the vision score");
    }

    @Test
    void withoutASelectionSplitTheTextSaysThatTheChoiceFlatters() {
        Inference only = inference(task("see", true, 0.8, 0.5, 0.1));
        assertThat(recommend(only, only).text()).contains("no selection items");
    }

    @Test
    void whenTheSplitsDisagreeTheTextSaysSo() {
        Recommendation recommendation =
                recommend(inference(task("see", true, 0.8, 0.5, 0.1)), inference(task("see", true, 0.5, 0.8, 0.1)));
        assertThat(recommendation.recipe()).isEqualTo("a");
        assertThat(recommendation.text()).contains("worse than “late”").contains("disagree");
    }

    @Test
    void theObjectiveWeighsVisionAgainstText() {
        Inference table = inference(task("see", true, 0.8, 0.2, 0.1), task("read", false, 0.1, 0.5, 0.1));
        Evidence evidence = evidence(RECIPES, table, table);
        assertThat(new Recommender(evidence, objective(1, 0, "all")).recommend().recipe())
                .isEqualTo("a");
        assertThat(new Recommender(evidence, objective(0, 1, "all")).recommend().recipe())
                .isEqualTo("b");
    }

    @Test
    void stableTasksAloneCountWhenTheObjectiveSaysSo() {
        Inference table = inference(task("see", true, 0.8, 0.2, 0.1), task("count", true, 0.1, 0.3, 0.1));
        Evidence evidence = new Evidence(RECIPES, table, table, Set.of("count"), Circumstances.PLAIN);
        assertThat(new Recommender(evidence, objective(1, 0, "all")).recommend().recipe())
                .isEqualTo("a");
        assertThat(new Recommender(evidence, objective(1, 0, "stable"))
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
        Inference reported = inference(task("see", true, 0.6, 0.4, 0.1, 0.1, 0.3));
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
        assertThat(effects)
                .extracting(Effect::claim)
                .doesNotContain("")
                .contains("images from the start hurt vision and text");
    }

    @Test
    void anAxisAroundARecipeThatIsNotInTheStudyStartsAtItsFirstValue() {
        StudyFile study = StudyTexts.parse("axes:\n  - {vary: image_share, values: [0, 0.1], at: {text_percent: 0}}\n");
        List<Effect> effects = new AxisEffects(
                        study.comparison().recipes(),
                        study.comparison().recipes(),
                        inference(task("see", true, 0.6, 0.1, 0.3)))
                .of(study.comparison().axes());
        assertThat(effects).singleElement().satisfies(effect -> {
            assertThat(effect.baseline()).startsWith("text0-image0-");
            assertThat(effect.compared()).startsWith("text0-image0.1-");
        });
        assertThat(effects)
                .allMatch(effect -> effect.pValue() < 0.01 && effect.aggregate().equals("visionAll"));
    }
}
