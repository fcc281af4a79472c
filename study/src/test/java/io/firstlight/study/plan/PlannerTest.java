package io.firstlight.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.file.StudyTexts;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

    private static StagePlan plan(String more) {
        return plan(StudyTexts.parse(more));
    }

    private static StagePlan plan(StudyFile study) {
        return new Planner(directory -> "fingerprint of " + directory.getFileName()).plan(study);
    }

    private static long count(StagePlan plan, StageKind kind) {
        return plan.stages().stream().filter(stage -> stage.kind() == kind).count();
    }

    /** Kinds of the stages that one plan has and the other has not. */
    private static Set<StageKind> changed(StagePlan before, StagePlan after) {
        Set<StageKey> keys = before.stages().stream().map(Stage::key).collect(Collectors.toSet());
        return after.stages().stream()
                .filter(stage -> !keys.contains(stage.key()))
                .map(Stage::kind)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(StageKind.class)));
    }

    @Test
    void twoRecipesWithACommonTrunkTrainItOnce() {
        StagePlan plan = plan("seeds: [0]\naxes:\n  - {vary: text_percent, values: [80, 100]}\n");
        List<Stage> trunk = plan.stages().stream()
                .filter(stage -> stage.kind() == StageKind.TEXT_PRETRAINING)
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
                    .containsEntry(StageRole.TRUNK, trunk.get(i - 1).key());
        }
        assertThat(trunk).extracting(stage -> plan.usedBy().get(stage.key())).containsExactly(2, 2, 2, 2, 1);
    }

    @Test
    void anotherBranchPointFindsItsTrunk() {
        StagePlan before = plan("seeds: [0]\naxes:\n  - {vary: text_percent, values: [80, 100]}\n");
        StagePlan after = plan("seeds: [0]\naxes:\n  - {vary: text_percent, values: [40, 80, 100]}\n");
        assertThat(changed(before, after))
                .containsExactlyInAnyOrder(
                        StageKind.ALIGN_PROJECTOR,
                        StageKind.IMAGE_TEXT_PRETRAINING,
                        StageKind.FINE_TUNING,
                        StageKind.EVALUATE);
        assertThat(after.stages())
                .extracting(Stage::key)
                .containsAll(before.stages().stream().map(Stage::key).toList());
    }

    @Test
    void theTrunkIsCutBetweenWholeBatches() {
        StagePlan plan = plan("recipe: {text_percent: 100}\nseeds: [0]\n");
        List<StageSettings.Span> spans = plan.stages().stream()
                .filter(stage -> stage.kind() == StageKind.TEXT_PRETRAINING)
                .map(stage -> stage.settings(StageSettings.TextSegment.class).span())
                .toList();
        assertThat(spans).hasSize(5);
        // 20 % of 100,000 tokens are 26.04 batches of 768.
        assertThat(spans.get(0)).isEqualTo(new StageSettings.Span(0, 26 * 768));
        assertThat(spans.get(4).toTokens()).isEqualTo(100_000);
        for (int i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i).fromTokens()).isEqualTo(spans.get(i - 1).toTokens());
            assertThat(spans.get(i).fromTokens() % 768).isZero();
        }
    }

    @Test
    void everythingThatCanBeSharedIsShared() {
        StagePlan plan = plan(AXES + "seeds: [0]\n");
        assertThat(count(plan, StageKind.PREPARE_DATA)).isEqualTo(1);
        assertThat(count(plan, StageKind.TRAIN_IMAGE_ENCODER)).isEqualTo(1);
        assertThat(count(plan, StageKind.ENCODE_IMAGES)).isEqualTo(1);
        assertThat(count(plan, StageKind.TEXT_PRETRAINING)).isEqualTo(5);
        assertThat(count(plan, StageKind.ALIGN_PROJECTOR))
                .as("features at 0, 80, 100 % and patches at 80 %")
                .isEqualTo(4);
        assertThat(count(plan, StageKind.IMAGE_TEXT_PRETRAINING))
                .as("4 fine-tuning lengths share one")
                .isEqualTo(6);
        assertThat(count(plan, StageKind.FINE_TUNING)).isEqualTo(7);
        assertThat(count(plan, StageKind.EVALUATE)).isEqualTo(7);
    }

    @Test
    void labelsAreUniqueAndSeedsShareOnlyTheData() {
        StagePlan plan = plan(AXES);
        assertThat(plan.stages()).extracting(Stage::label).doesNotHaveDuplicates();
        assertThat(count(plan, StageKind.PREPARE_DATA)).isEqualTo(1);
        assertThat(count(plan, StageKind.TEXT_PRETRAINING)).isEqualTo(10);
        assertThat(plan.usedBy().values()).allMatch(models -> models >= 1);
    }

    @Test
    void onlyModelsThatReadFeaturesWaitForThem() {
        StagePlan plan = plan(AXES + "seeds: [0]\n");
        for (RecipeRun run : plan.runs()) {
            Stage tuned = plan.stageOf(run, StageKind.FINE_TUNING).orElseThrow();
            assertThat(tuned.reads(StageRole.FEATURES))
                    .as(run.label())
                    .isEqualTo(run.recipe().imageEncoder().readsFeatures());
            boolean patches = !run.recipe().imageEncoder().needsEncoder();
            assertThat(plan.stageOf(run, StageKind.TRAIN_IMAGE_ENCODER).isEmpty())
                    .as(run.label())
                    .isEqualTo(patches);
        }
    }

    @Test
    void aRecipeWithoutImagesHasATrueTextPath() {
        StagePlan plan = plan("recipe: {image_share: 0}\nseeds: [0]\n");
        Stage branch = plan.stages().stream()
                .filter(stage -> stage.kind() == StageKind.IMAGE_TEXT_PRETRAINING)
                .findFirst()
                .orElseThrow();
        assertThat(StageSettings.hasImages(branch)).isFalse();
        assertThat(branch.inputs()).containsOnlyKeys(StageRole.DATA, StageRole.TRUNK);
        assertThat(branch.settings().toString())
                .doesNotContain("captions")
                .doesNotContain("FROZEN")
                .doesNotContain("frozen_vit");
        assertThat(count(plan, StageKind.ALIGN_PROJECTOR)).isZero();
        assertThat(count(plan, StageKind.ENCODE_IMAGES))
                .as("its dialogues have images")
                .isEqualTo(1);
    }

    @Test
    void aBranchAtZeroStartsFromTheSeed() {
        StagePlan plan = plan("recipe: {text_percent: 0}\nseeds: [0]\nprojector_alignment: {views: 0}\n");
        assertThat(count(plan, StageKind.TEXT_PRETRAINING)).isZero();
        assertThat(count(plan, StageKind.ALIGN_PROJECTOR)).isZero();
        Stage branch = plan.stages().stream()
                .filter(stage -> stage.kind() == StageKind.IMAGE_TEXT_PRETRAINING)
                .findFirst()
                .orElseThrow();
        assertThat(branch.inputs()).containsOnlyKeys(StageRole.DATA, StageRole.FEATURES);
    }

    @Test
    void changingOneKeyRerunsOnlyWhatDependsOnIt() {
        StagePlan before = plan(AXES);
        assertThat(changed(before, plan(AXES))).as("nothing changed").isEmpty();
        assertThat(changed(before, plan(AXES + "evaluation: {validation_tokens: 5}\n")))
                .containsExactly(StageKind.EVALUATE);
        assertThat(changed(before, plan(AXES + "fine_tuning: {peak_lr: 1e-3}\n")))
                .containsExactly(StageKind.FINE_TUNING, StageKind.EVALUATE);
        assertThat(changed(before, plan(AXES + "image_encoder_training: {views: 7}\n")))
                .doesNotContain(StageKind.PREPARE_DATA, StageKind.TEXT_PRETRAINING)
                .contains(StageKind.TRAIN_IMAGE_ENCODER, StageKind.ENCODE_IMAGES);
        assertThat(changed(before, plan(AXES + "projector_alignment: {views: 7}\n")))
                .doesNotContain(StageKind.TRAIN_IMAGE_ENCODER, StageKind.ENCODE_IMAGES, StageKind.TEXT_PRETRAINING)
                .contains(StageKind.ALIGN_PROJECTOR);
    }

    @Test
    void patchesAreAlignedOnTheImagesThatTheEncoderGets() {
        StagePlan plan =
                plan(AXES + "seeds: [0]\nimage_encoder_training: {views: 500}\nprojector_alignment: {views: 70}\n");
        assertThat(plan.stages())
                .filteredOn(stage -> stage.kind() == StageKind.ALIGN_PROJECTOR)
                .isNotEmpty()
                .allSatisfy(stage -> {
                    StageSettings.AlignProjector settings = stage.settings(StageSettings.AlignProjector.class);
                    assertThat(settings.training().views())
                            .isEqualTo(settings.imageEncoder().needsEncoder() ? 70 : 570);
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
        Stage text = before.stageOf(
                        before.runs().stream()
                                .filter(run -> run.recipe().images().isNone())
                                .findFirst()
                                .orElseThrow(),
                        StageKind.IMAGE_TEXT_PRETRAINING)
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

    @Test
    void settingsComeBackAsTheRecordsTheyWere() {
        for (Stage stage : plan(AXES).stages()) {
            Class<?> type = switch (stage.kind()) {
                case PREPARE_DATA -> StageSettings.PrepareData.class;
                case TRAIN_IMAGE_ENCODER -> StageSettings.TrainImageEncoder.class;
                case ENCODE_IMAGES -> StageSettings.EncodeImages.class;
                case TEXT_PRETRAINING -> StageSettings.TextSegment.class;
                case ALIGN_PROJECTOR -> StageSettings.AlignProjector.class;
                case IMAGE_TEXT_PRETRAINING ->
                    StageSettings.hasImages(stage)
                            ? StageSettings.ImageTextMixture.class
                            : StageSettings.TextOnlyBranch.class;
                case FINE_TUNING -> StageSettings.FineTune.class;
                case EVALUATE -> StageSettings.Evaluate.class;
            };
            Stage again = Stage.of(stage.kind(), stage.label(), stage.settings(type), stage.inputs());
            assertThat(again.key()).as(stage.label()).isEqualTo(stage.key());
        }
    }

    @Test
    void theLongestRemainingPathGoesFirstAndTheMakespanIsThatOfTheSchedule() {
        StagePlan plan =
                plan("seeds: [0]\naxes:\n  - {vary: text_percent, values: [0, 100]}\nrecipe: {text_percent: 100}\n");
        // data 1 -> encoder 10 -> features 1; data -> five segments of the trunk 5; then align 1, branch 2, tune 3,
        // evaluate 1 for each of two.
        ListSchedule schedule =
                new ListSchedule(plan, key -> switch (plan.stage(key).kind()) {
                    case TRAIN_IMAGE_ENCODER -> 10;
                    case IMAGE_TEXT_PRETRAINING -> 2;
                    case FINE_TUNING -> 3;
                    case PREPARE_DATA, ENCODE_IMAGES, TEXT_PRETRAINING, ALIGN_PROJECTOR, EVALUATE -> 1;
                });
        assertThat(schedule.makespanSeconds(1)).isEqualTo(1 + 10 + 1 + 5 + 2 * 7);
        assertThat(schedule.makespanSeconds(2)).isEqualTo(1 + 10 + 1 + 7);
    }
}
