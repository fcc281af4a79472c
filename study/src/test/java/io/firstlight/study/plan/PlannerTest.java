package io.firstlight.study.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.json.Json;
import io.firstlight.core.key.StageKey;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.file.StudyTexts;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.stage.StageSpec;
import io.firstlight.study.stage.TrainStage;
import io.firstlight.study.training.ModelParts;
import io.firstlight.study.training.TrainingBudget;
import io.firstlight.study.training.TrainingSettings;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final String AXES = """
            axes:
              - {vary: text_percent, values: [0, 80, 100]}
              - {vary: image_share, values: [0]}
              - {vary: fine_tune_epochs, values: [4]}
              - {vary: image_encoder, values: [trained_vit, patch_projection]}
            """;

    private static final String DATA = "data";
    private static final String ENCODER = "image_encoder";
    private static final String FEATURES = "image_features";
    private static final String TRUNK = "trunk";
    private static final String ALIGNMENT = "alignment";
    private static final String MIXTURE = "mixture";
    private static final String FINE_TUNING = "fine_tuning";
    private static final String EVALUATION = "evaluation";

    private static StagePlan plan(String more) {
        return plan(StudyTexts.parse(more));
    }

    private static StagePlan plan(StudyFile study) {
        return new Planner(directory -> "fingerprint of " + directory.getFileName()).plan(study);
    }

    private static long count(StagePlan plan, String name) {
        return plan.stages().stream().filter(stage -> stage.name().equals(name)).count();
    }

    /** Names of the stages that one plan has and the other has not. */
    private static Set<String> changed(StagePlan before, StagePlan after) {
        Set<StageKey> keys = before.stages().stream().map(Stage::key).collect(Collectors.toSet());
        return after.stages().stream()
                .filter(stage -> !keys.contains(stage.key()))
                .map(Stage::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void twoRecipesWithACommonTrunkTrainItOnce() {
        StagePlan plan = plan("seeds: [0]\naxes:\n  - {vary: text_percent, values: [80, 100]}\n");
        List<Stage> trunk = plan.stages().stream()
                .filter(stage -> stage.name().equals(TRUNK))
                .toList();
        assertThat(trunk)
                .extracting(Stage::label)
                .containsExactly(
                        "text 0 to 20 % · seed 0",
                        "text 20 to 40 % · seed 0",
                        "text 40 to 60 % · seed 0",
                        "text 60 to 80 % · seed 0",
                        "text 80 to 100 % · seed 0");
        for (int i = 1; i < trunk.size(); i++) {
            assertThat(trunk.get(i).inputs())
                    .containsEntry(StageRole.DECODER, trunk.get(i - 1).key())
                    .containsEntry(StageRole.OPTIMIZER, trunk.get(i - 1).key())
                    .containsEntry(StageRole.SAMPLE_ORDER, trunk.get(i - 1).key());
        }
        assertThat(trunk).extracting(stage -> plan.usedBy().get(stage.key())).containsExactly(2, 2, 2, 2, 1);
    }

    @Test
    void anotherBranchPointFindsItsTrunk() {
        StagePlan before = plan("seeds: [0]\naxes:\n  - {vary: text_percent, values: [80, 100]}\n");
        StagePlan after = plan("seeds: [0]\naxes:\n  - {vary: text_percent, values: [40, 80, 100]}\n");
        assertThat(changed(before, after)).containsExactlyInAnyOrder(ALIGNMENT, MIXTURE, FINE_TUNING, EVALUATION);
        assertThat(after.stages())
                .extracting(Stage::key)
                .containsAll(before.stages().stream().map(Stage::key).toList());
    }

    @Test
    void recipesWhoseStagesAreAllEqualAreOne() {
        // What a branch re-warms to has no effect at 80 %.
        StagePlan plan =
                plan("seeds: [0]\naxes:\n  - {vary: image_text_pretraining.rewarm_lr, values: [1e-3, 3e-3]}\n");
        assertThat(plan.study().comparison().recipes()).hasSize(3);
        assertThat(plan.recipes()).hasSize(1);
        assertThat(plan.axes().get(0).values()).containsExactly(plan.recipes().get(0));
    }

    @Test
    void stagesThatDifferInAVariedKeyHaveLabelsOfTheirOwn() {
        StagePlan plan = plan("seeds: [0]\naxes:\n  - {vary: text_pretraining.peak_lr, values: [4e-3, 1e-3]}\n");
        assertThat(plan.recipes()).hasSize(2);
        assertThat(plan.stages()).extracting(Stage::label).doesNotHaveDuplicates();
        assertThat(plan.stages())
                .extracting(Stage::label)
                .contains("text 0 to 20 % · seed 0", "text 0 to 20 %, text_pretraining.peak_lr 0.001 · seed 0");
        assertThat(count(plan, ENCODER)).as("the encoder does not depend on it").isEqualTo(1);
    }

    @Test
    void theTrunkIsCutBetweenWholeBatches() {
        StagePlan plan = plan("recipe: {text_percent: 100}\nseeds: [0]\n");
        List<TrainingBudget> spans = plan.stages().stream()
                .filter(stage -> stage.name().equals(TRUNK))
                .map(stage -> training(stage).budget())
                .toList();
        assertThat(spans).hasSize(5);
        // 20 % of 100,000 tokens are 26.04 batches of 768.
        assertThat(spans.get(0)).isEqualTo(new TrainingBudget(TrainingBudget.Unit.TOKENS, 0, 26 * 768));
        assertThat(spans.get(4).to()).isEqualTo(100_000);
        for (int i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i).from()).isEqualTo(spans.get(i - 1).to());
            assertThat(spans.get(i).from() % 768).isZero();
        }
    }

    @Test
    void everythingThatCanBeSharedIsShared() {
        StagePlan plan = plan(AXES + "seeds: [0]\n");
        assertThat(count(plan, DATA)).isEqualTo(1);
        assertThat(count(plan, ENCODER)).isEqualTo(1);
        assertThat(count(plan, FEATURES)).isEqualTo(1);
        assertThat(count(plan, TRUNK)).isEqualTo(5);
        assertThat(count(plan, ALIGNMENT))
                .as("features at 0, 80, 100 % and patches at 80 %")
                .isEqualTo(4);
        assertThat(count(plan, MIXTURE)).as("4 fine-tuning lengths share one").isEqualTo(6);
        assertThat(count(plan, FINE_TUNING)).isEqualTo(7);
        assertThat(count(plan, EVALUATION)).isEqualTo(7);
    }

    @Test
    void labelsAreUniqueAndSeedsShareOnlyTheData() {
        StagePlan plan = plan(AXES);
        assertThat(plan.stages()).extracting(Stage::label).doesNotHaveDuplicates();
        assertThat(count(plan, DATA)).isEqualTo(1);
        assertThat(count(plan, TRUNK)).isEqualTo(10);
        assertThat(plan.usedBy().values()).allMatch(models -> models >= 1);
    }

    @Test
    void onlyModelsThatReadFeaturesWaitForThem() {
        StagePlan plan = plan(AXES + "seeds: [0]\n");
        for (RecipeRun run : plan.runs()) {
            Stage tuned = StagesByName.of(plan, run, FINE_TUNING).orElseThrow();
            assertThat(tuned.reads(StageRole.FEATURES))
                    .as(run.label())
                    .isEqualTo(run.recipe().imageEncoder().readsFeatures());
            boolean patches = !run.recipe().imageEncoder().needsEncoder();
            assertThat(StagesByName.of(plan, run, ENCODER).isEmpty())
                    .as(run.label())
                    .isEqualTo(patches);
        }
    }

    @Test
    void aRecipeWithoutImagesHasATrueTextPath() {
        StagePlan plan = plan("recipe: {image_share: 0}\nseeds: [0]\n");
        Stage branch = plan.stages().stream()
                .filter(stage -> stage.name().equals(MIXTURE))
                .findFirst()
                .orElseThrow();
        assertThat(training(branch).model()).isInstanceOf(ModelParts.LanguageModel.class);
        assertThat(branch.inputs()).containsOnlyKeys(StageRole.DATA, StageRole.DECODER, StageRole.OPTIMIZER);
        assertThat(Json.canonical(branch.spec()))
                .doesNotContain("captions")
                .doesNotContain("FROZEN")
                .doesNotContain("frozen_vit");
        assertThat(count(plan, ALIGNMENT)).isZero();
        assertThat(count(plan, FEATURES)).as("its dialogues have images").isEqualTo(1);
    }

    @Test
    void aBranchAtZeroStartsFromTheSeed() {
        StagePlan plan = plan("recipe: {text_percent: 0}\nseeds: [0]\nprojector_alignment: {views: 0}\n");
        assertThat(count(plan, TRUNK)).isZero();
        assertThat(count(plan, ALIGNMENT)).isZero();
        Stage branch = plan.stages().stream()
                .filter(stage -> stage.name().equals(MIXTURE))
                .findFirst()
                .orElseThrow();
        assertThat(branch.inputs()).containsOnlyKeys(StageRole.DATA, StageRole.FEATURES);
    }

    @Test
    void changingOneKeyRerunsOnlyWhatDependsOnIt() {
        StagePlan before = plan(AXES);
        assertThat(changed(before, plan(AXES))).as("nothing changed").isEmpty();
        assertThat(changed(before, plan(AXES + "evaluation: {validation_tokens: 5}\n")))
                .containsExactly(EVALUATION);
        assertThat(changed(before, plan(AXES + "fine_tuning: {peak_lr: 1e-3}\n")))
                .containsExactlyInAnyOrder(FINE_TUNING, EVALUATION);
        assertThat(changed(before, plan(AXES + "image_encoder_training: {views: 7}\n")))
                .doesNotContain(DATA, TRUNK)
                .contains(ENCODER, FEATURES);
        assertThat(changed(before, plan(AXES + "projector_alignment: {views: 7}\n")))
                .doesNotContain(ENCODER, FEATURES, TRUNK)
                .contains(ALIGNMENT);
    }

    @Test
    void patchesAreAlignedOnTheImagesThatTheEncoderGets() {
        StagePlan plan =
                plan(AXES + "seeds: [0]\nimage_encoder_training: {views: 500}\nprojector_alignment: {views: 70}\n");
        assertThat(plan.stages())
                .filteredOn(stage -> stage.name().equals(ALIGNMENT))
                .isNotEmpty()
                .allSatisfy(stage -> {
                    boolean patches = training(stage).model() instanceof ModelParts.VisionLanguage vision
                            && vision.visualTokens() == ImageEncoderChoice.PATCH_PROJECTION;
                    assertThat(training(stage).budget().amount()).isEqualTo(patches ? 570 : 70);
                });
    }

    @Test
    void theEncodersTrainingDoesNotTouchPatchesOrTextBranches() {
        StagePlan before = plan(AXES + "seeds: [0]\n");
        StagePlan after = plan(AXES + "seeds: [0]\nimage_encoder_training: {peak_lr: 1e-5}\n");
        for (int i = 0; i < before.runs().size(); i++) {
            RecipeRun run = before.runs().get(i);
            boolean patches = !run.recipe().imageEncoder().needsEncoder();
            assertThat(run.evaluation().equals(after.runs().get(i).evaluation()))
                    .as(run.label())
                    .isEqualTo(patches);
        }
        Stage text = StagesByName.of(
                        before,
                        before.runs().stream()
                                .filter(run -> run.recipe()
                                        .section()
                                        .orElseThrow()
                                        .images()
                                        .isNone())
                                .findFirst()
                                .orElseThrow(),
                        MIXTURE)
                .orElseThrow();
        assertThat(after.stages()).extracting(Stage::key).contains(text.key());
    }

    @Test
    void theRewarmingConcernsOnlyBranchesThatRewarm() {
        StagePlan before = plan("seeds: [0]\naxes:\n  - {vary: text_percent, values: [80, 100]}\n");
        String text = StudyTexts.MINIMAL.replace("{budget_tokens: 20k}", "{budget_tokens: 20k, rewarm_lr: 1e-3}");
        StagePlan after = plan(StudyTexts.reader()
                .parse(text + "seeds: [0]\naxes:\n  - {vary: text_percent, values: [80, 100]}\n", "s.yaml", ""));
        assertThat(before.runs().get(0).evaluation())
                .isEqualTo(after.runs().get(0).evaluation());
        assertThat(before.runs().get(1).evaluation())
                .isNotEqualTo(after.runs().get(1).evaluation());
    }

    @Test
    void aUsersDirectoryIsKnownByItsContentNotItsPlace() {
        StudyFile here = StudyTexts.reader()
                .parse(StudyTexts.MINIMAL.replace("{world: quickstart}", "{directory: a/mine}"), "s.yaml", "");
        StudyFile there = StudyTexts.reader()
                .parse(StudyTexts.MINIMAL.replace("{world: quickstart}", "{directory: b/mine}"), "s.yaml", "");
        StudyFile other = StudyTexts.reader()
                .parse(StudyTexts.MINIMAL.replace("{world: quickstart}", "{directory: b/yours}"), "s.yaml", "");
        assertThat(plan(here).stages())
                .extracting(Stage::key)
                .isEqualTo(plan(there).stages().stream().map(Stage::key).toList());
        assertThat(plan(here).stages().get(0).key())
                .isNotEqualTo(plan(other).stages().get(0).key());
        assertThat(plan(here).stages().get(0).location())
                .isNotEqualTo(plan(there).stages().get(0).location());
    }

    /** A stage goes to another process as JSON and must be there the stage that it is here. */
    @Test
    void specsComeBackFromJsonAsTheRecordsTheyWere() {
        Set<Class<?>> kinds = new HashSet<>();
        for (Stage stage : plan(AXES + "recipe: {instruction_share: 0.2}\n").stages()) {
            StageSpec again = Json.parse(Json.canonical(stage.spec()), StageSpec.class);
            assertThat(again).as(stage.label()).isEqualTo(stage.spec());
            assertThat(Stage.of(stage.name(), stage.label(), again, stage.inputs())
                            .key())
                    .as(stage.label())
                    .isEqualTo(stage.key());
            kinds.add(again.getClass());
        }
        assertThat(kinds).containsExactlyInAnyOrder(StageSpec.class.getPermittedSubclasses());
    }

    @Test
    void aSpecOfAnUnknownKindIsRefusedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> Json.parse("{\"kind\": \"distil\"}", StageSpec.class))
                .hasMessageContaining(
                        "found the kind 'distil'; known are encode_images, evaluate, prepare_data, train");
    }

    @Test
    void aStageWithAnInputThatItNeverReadsIsRefused() {
        Stage tuned = plan("seeds: [0]\n").stages().stream()
                .filter(stage -> stage.name().equals(EVALUATION))
                .findFirst()
                .orElseThrow();
        Map<StageRole, StageKey> inputs = new EnumMap<>(tuned.inputs());
        inputs.put(StageRole.OPTIMIZER, tuned.key());
        assertThatThrownBy(() -> Stage.of("evaluation", "e", tuned.spec(), inputs))
                .hasMessageContaining("stage 'e' was given the inputs")
                .hasMessageContaining("OPTIMIZER");
    }

    @Test
    void keysKnowNoPaths() {
        StudyFile study = StudyTexts.reader()
                .parse(StudyTexts.MINIMAL.replace("{world: quickstart}", "{directory: secret/mine}"), "s.yaml", "");
        assertThat(plan(study).stages())
                .extracting(stage -> Json.canonical(stage.spec()))
                .noneMatch(spec -> spec.contains("secret/mine"));
    }

    @Test
    void theLongestRemainingPathGoesFirstAndTheMakespanIsThatOfTheSchedule() {
        StagePlan plan =
                plan("seeds: [0]\naxes:\n  - {vary: text_percent, values: [0, 100]}\nrecipe: {text_percent: 100}\n");
        // data 1 -> encoder 10 -> features 1; data -> five segments of the trunk 5; then align 1, branch 2, tune 3,
        // evaluate 1 for each of two.
        ListSchedule schedule =
                new ListSchedule(plan, key -> switch (plan.stage(key).name()) {
                    case ENCODER -> 10;
                    case MIXTURE -> 2;
                    case FINE_TUNING -> 3;
                    default -> 1;
                });
        assertThat(schedule.makespanSeconds(1)).isEqualTo(1 + 10 + 1 + 5 + 2 * 7);
        assertThat(schedule.makespanSeconds(2)).isEqualTo(1 + 10 + 1 + 7);
    }

    private static TrainingSettings training(Stage stage) {
        return ((TrainStage) stage.spec()).settings();
    }
}
