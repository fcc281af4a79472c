package io.firstlight.study.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.firstlight.core.config.ConfigException;
import io.firstlight.study.chain.ChainStage;
import io.firstlight.study.chain.StageChain;
import io.firstlight.study.chain.StagePoint;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.training.ModelParts;
import io.firstlight.study.training.OptimizerSettings.PartRates;
import io.firstlight.study.training.RateSettings;
import io.firstlight.train.schedule.LearningRateSchedule;
import io.firstlight.train.schedule.ScheduleShape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code stages} means, and how mistakes in it are told. */
class GeneralFormReaderTest {
    private static StudyFile parse(String more) {
        return StudyTexts.reader().parse(StudyTexts.GENERAL + more, "small.yaml", "");
    }

    /** The study with the stage {@code tune} written so. */
    private static StageChain tuned(String tune) {
        return StudyTexts.reader()
                .parse(StudyTexts.GENERAL.replaceAll("(?m)^  tune:.*", "  tune: " + tune), "small.yaml", "")
                .settings()
                .chain();
    }

    private static ChainStage stage(StageChain chain, String name) {
        return chain.stages().stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static LearningRateSchedule schedule(ChainStage stage) {
        return ((RateSettings.InTokens) stage.training().rates()).schedule();
    }

    @Test
    void aStageStartsFromTheOneItComesAfterAndTheEncoderOfTheFile() {
        StageChain chain = parse("").settings().chain();
        assertThat(chain.stages()).extracting(ChainStage::name).containsExactly("encoder", "trunk", "blend", "tune");
        assertThat(stage(chain, "trunk").inputs()).isEmpty();
        assertThat(stage(chain, "blend").inputs())
                .containsOnlyKeys(StageRole.DECODER, StageRole.OPTIMIZER, StageRole.FEATURES)
                .containsEntry(StageRole.DECODER, new StagePoint("trunk", 80))
                .containsEntry(StageRole.OPTIMIZER, new StagePoint("trunk", 80))
                .containsEntry(StageRole.FEATURES, StagePoint.endOf("encoder"));
        assertThat(stage(chain, "tune").inputs())
                .containsOnlyKeys(StageRole.DECODER, StageRole.PROJECTOR, StageRole.FEATURES)
                .containsEntry(StageRole.PROJECTOR, StagePoint.endOf("blend"));
        assertThat(chain.evaluated().inputs())
                .containsEntry(StageRole.MODEL, StagePoint.endOf("tune"))
                .containsEntry(StageRole.FEATURES, StagePoint.endOf("encoder"));
        assertThat(chain.features().images()).containsExactly("pictures", "chats", "evaluation");
        assertThat(chain.needed()).containsEntry("trunk", 80).containsEntry("encoder", 100);
    }

    @Test
    void textAloneMakesATextModelAndImagesNeedAProjector() {
        StageChain chain = parse("").settings().chain();
        assertThat(stage(chain, "trunk").training().model()).isInstanceOf(ModelParts.LanguageModel.class);
        assertThat(stage(chain, "trunk").training().mixture().parts()).isEmpty();
        assertThat(stage(chain, "blend").training().model())
                .isInstanceOfSatisfying(
                        ModelParts.VisionLanguage.class,
                        model -> assertThat(model.visualTokens()).isEqualTo(ImageEncoderChoice.FROZEN_VIT));
    }

    @Test
    void aShareOf0LeavesTheSourceOutAndAModelWithoutImagesHasNoProjector() {
        StageChain chain = StudyTexts.reader()
                .parse(StudyTexts.GENERAL.replace("visual_tokens: 0.3", "visual_tokens: 0"), "small.yaml", "")
                .settings()
                .chain();
        assertThat(stage(chain, "blend").training().model()).isInstanceOf(ModelParts.LanguageModel.class);
        assertThat(stage(chain, "blend").inputs()).containsOnlyKeys(StageRole.DECODER, StageRole.OPTIMIZER);
        assertThat(stage(chain, "tune").inputs())
                .as("its projector is new, its encoder the file's")
                .containsOnlyKeys(StageRole.DECODER, StageRole.FEATURES);
    }

    @Test
    void aStageGoesOnAtTheRateOfItsPlaceWarmsUpAtTheBeginningAndRewarmsAtTheEnd() {
        String text = StudyTexts.GENERAL.replace("schedule: {start: continue}", "schedule: {shape: cosine}");
        double before = LearningRateSchedule.trunk(100_000, 3_000, 4e-3, 0).at(104 * 768);
        for (int percent : List.of(0, 80, 100)) {
            ChainStage stage = stage(
                    StudyTexts.reader()
                            .parse(text.replace("at_percent: 80", "at_percent: " + percent), "small.yaml", "")
                            .settings()
                            .chain(),
                    "blend");
            LearningRateSchedule schedule = schedule(stage);
            assertThat(schedule.segments()).hasSize(percent == 80 ? 1 : 2);
            assertThat(schedule.at(0)).isEqualTo(percent == 80 ? before : 0);
            assertThat(schedule.segments().get(schedule.segments().size() - 1).fromLr())
                    .isEqualTo(percent == 0 ? 4e-3 : percent == 80 ? before : 2e-3);
            assertThat(stage.inputs().containsKey(StageRole.OPTIMIZER))
                    .as("at %d %%", percent)
                    .isEqualTo(percent > 0);
        }
    }

    @Test
    void stagesOfImagesFollowOneAnotherWithDifferentFreezing() {
        StageChain chain = parse("""
                  third:
                    after: blend
                    mixture: {pictures: {image_sample_tokens: 0.5, captions: rich}, words: rest}
                    budget_tokens: 10k
                    schedule: {peak_lr: 1e-3, shape: constant}
                    train: {decoder: 0.5, image_encoder: 0.2, projector: frozen}
                evaluation: {after: third}
                """).settings().chain();
        ChainStage third = stage(chain, "third");
        assertThat(third.training().optimizer().parts()).isEqualTo(new PartRates(0.5, 0.5, 0, 0.2));
        assertThat(third.inputs())
                .containsEntry(StageRole.IMAGE_ENCODER, StagePoint.endOf("encoder"))
                .containsEntry(StageRole.PROJECTOR, StagePoint.endOf("blend"))
                .doesNotContainKeys(StageRole.OPTIMIZER, StageRole.FEATURES);
        assertThat(schedule(third).at(9_000)).isEqualTo(1e-3);
        assertThat(chain.evaluated().visualTokens()).isEqualTo(ImageEncoderChoice.TRAINED_VIT);
        assertThat(chain.needed()).as("fine-tuning is not evaluated").doesNotContainKey("tune");
    }

    @Test
    void aScheduleMayBeAListOfSegments() {
        ChainStage trunk = stage(
                StudyTexts.reader()
                        .parse(
                                StudyTexts.GENERAL.replace(
                                        "schedule: {peak_lr: 4e-3, shape: cosine}",
                                        "schedule: [{tokens: 10k, from_lr: 0, to_lr: 1e-3}, {tokens: 70k, from_lr:"
                                                + " 1e-3, to_lr: 1e-3}, {tokens: 20k, from_lr: 1e-3, to_lr: 0,"
                                                + " shape: power, power: 0.5}]"),
                                "small.yaml",
                                "")
                        .settings()
                        .chain(),
                "trunk");
        assertThat(schedule(trunk).segments()).hasSize(3);
        assertThat(schedule(trunk).at(5_000)).isEqualTo(5e-4);
        assertThat(schedule(trunk).at(79_000)).isEqualTo(1e-3);
        assertThat(schedule(trunk).segments().get(2).shape()).isEqualTo(ScheduleShape.POWER);
    }

    @Test
    void weightsAreTakenModuleByModule() {
        StageChain chain = tuned("{after: trunk, start: {projector: blend}, mixture: {chats: 1}, epochs: 1,"
                + " schedule: {peak_lr: 1e-3}}\nevaluation: {after: tune}");
        assertThat(stage(chain, "tune").inputs())
                .containsEntry(StageRole.DECODER, StagePoint.endOf("trunk"))
                .containsEntry(StageRole.PROJECTOR, StagePoint.endOf("blend"));
        assertThat(stage(
                                tuned("{after: blend, start: {projector: new}, mixture: {chats: 1}, epochs: 1,"
                                        + " schedule: {peak_lr: 1e-3}}"),
                                "tune")
                        .inputs())
                .doesNotContainKey(StageRole.PROJECTOR);
    }

    @Test
    void everyKeyOfAStageCanBeVaried() {
        StudyFile study = parse("""
                axes:
                  - {vary: stages.blend.at_percent, values: [0, 80]}
                  - {vary: stages.tune.epochs, values: [1, 3]}
                  - {vary: stages.blend.mixture.pictures.visual_tokens, values: [0.1], at: {stages.tune.epochs: 3}}
                """);
        RecipeNames names = new RecipeNames(study.comparison().defaultRecipe());
        assertThat(study.comparison().recipes())
                .extracting(names::label)
                .containsExactly(
                        "blend at 80 %",
                        "blend at 0 %",
                        "blend at 80 %, tune for 3 epochs",
                        "blend at 80 %, tune for 3 epochs, blend pictures visual tokens 10 %");
        assertThat(study.comparison().recipes())
                .extracting(Recipe::id)
                .startsWith("stages.blend.at_percent=80-stages.tune.epochs=1"
                        + "-stages.blend.mixture.pictures.visual_tokens=0.3")
                .doesNotHaveDuplicates();
    }

    static Stream<Arguments> mistakes() {
        String tune = "  tune: {after: blend, mixture: {chats: 1}, epochs: 1, schedule: {peak_lr: 1e-3}}";
        String blend = "mixture: {pictures: {visual_tokens: 0.3, captions: short}, words: rest}";
        return Stream.of(
                arguments("after: blend", "after: blendd", "did you mean 'blend'?"),
                arguments(
                        "after: trunk",
                        "after: tune",
                        "stages cannot go round in a circle: blend after tune after blend"),
                arguments("after: trunk", "after: blend", "in a circle: blend after blend"),
                arguments("after: blend", "after: [blend, trunk]", "not supported yet: several stages under 'after'"),
                arguments(
                        "at_percent: 80",
                        "at_percent: 70",
                        "stage 'trunk' has no checkpoint at 70 %;"
                                + " stages.trunk.checkpoints_percent has [20, 80], and 0 and 100 are always there"),
                arguments(
                        "epochs: 1",
                        "epoch: 1",
                        "stages.tune: the budget is missing; a stage of the objective next_token"
                                + " has budget_tokens or epochs"),
                arguments("epochs: 1", "epochs: 1, budget_tokens: 20k", "a stage has one budget"),
                arguments("epochs: 1", "budget_views: 20k", "the stage does not count this"),
                arguments("words: rest}", "words: rest, more: rest}", "'words' already takes the rest"),
                arguments("visual_tokens: 0.3", "visual_tokens: 1.3", "expected a number at least 0 and below 1"),
                arguments(
                        blend, "mixture: {a: {samples: 0.6}, b: {samples: 0.5}, words: rest}", "the shares sum to 1.1"),
                arguments(
                        blend,
                        "mixture: {a: {samples: 0.6}, b: {visual_tokens: 0.1}, words: rest}",
                        "the shares of one mixture have one unit, and another source's is samples"),
                arguments(blend, "mixture: {pictures: 0.3, words: rest}", "say what 0.3 is a share of"),
                arguments(
                        blend,
                        "mixture: {pictures: {visual_tokens: 0.3}}",
                        "not supported yet: a budget of tokens" + " without a text source"),
                arguments("visual_tokens: 0.3", "visual_tokens: [0.1, 0.3]", "not supported yet: a share that changes"),
                arguments("captions: short", "caption: short", "did you mean 'captions'?"),
                arguments("chats: 1", "chats: rest", "this stage reads its sources whole"),
                arguments("start: continue", "start: goon", "allowed: continue, new"),
                arguments("start: continue", "start: continue, peak_lr: 1", "has no peak of its own"),
                arguments("shape: cosine", "shape: rsqrt", "not supported yet: the shape rsqrt"),
                arguments("optimizer: carry", "optimizer: carry\n    lora: 8", "not supported yet: LoRA"),
                arguments("optimizer: carry", "optimiser: carry", "did you mean 'optimizer'?"),
                arguments("optimizer: carry", "train: {decoder: frozen, projector: 0}", "every module is frozen"),
                arguments(
                        "optimizer: carry",
                        "train: {decoder: slow}",
                        "found 'slow', which is not known; allowed:"
                                + " frozen, full; a multiple of the learning rate"),
                arguments("optimizer: carry", "train: {projectr: full}", "did you mean 'projector'?"),
                arguments(
                        "optimizer: carry",
                        "image_encoder: frozen_vit\n    train: {image_encoder: 1}",
                        "which has nothing to train"),
                arguments("optimizer: carry", "start: {decodr: trunk}", "did you mean 'decoder'?"),
                arguments("optimizer: carry", "start: {projector: trunk}", "stage 'trunk' has no projector"),
                arguments(
                        "optimizer: carry",
                        "image_encoder: patch_projection",
                        "for patch_projection and this stage has" + " frozen_vit"),
                arguments(
                        "epochs: 1",
                        "epochs: 1, optimizer: carry",
                        "the stage 'blend' does not keep its optimizer's"
                                + " state; write keeps_optimizer: true there"),
                arguments(
                        "epochs: 1",
                        "epochs: 1, checkpoints_percent: [50]",
                        "not supported yet: checkpoints of a stage"),
                arguments(
                        "feed_forward_width: 128}",
                        "feed_forward_width: 128}\n  image_encoder: {kind: patches}",
                        "which has no weights to train"),
                arguments(
                        "decoder: {width: 64",
                        "projector: {kind: mlp}\n  decoder: {width: 64",
                        "not supported yet:" + " a choice of projector"),
                arguments(
                        "decoder: {width: 64, layers: 2, heads: 2, feed_forward_width: 128}",
                        "decoder: openlm-1b",
                        "model.decoder: not supported yet: presets of models"),
                arguments(
                        "decoder: {width: 64",
                        "image_encoder: {huggingface: siglip}\n  decoder: {width: 64",
                        "model.image_encoder.huggingface: not supported yet: models of Hugging Face"),
                arguments("objective: contrastive", "objective: contrast", "did you mean 'contrastive'?"),
                arguments(
                        "{objective: contrastive",
                        "{after: blend, objective: contrastive",
                        "none before it trains one"),
                arguments(
                        tune,
                        tune + "\nevaluation: {after: trunk}",
                        "not supported yet: evaluating a model that reads" + " text alone"),
                arguments(tune, tune + "\nevaluation: {after: encoder}", "trains an image encoder, which answers no"),
                arguments(
                        tune,
                        tune + "\nevaluation: {tasks: [vqav2]}",
                        "evaluation.tasks: not supported yet: a choice of tasks"),
                arguments(tune, tune + "\nevaluation: {after: tuen}", "did you mean 'tune'?"),
                arguments(tune, tune + "\n" + tune.replace("tune:", "other:"), "say which stage is evaluated"),
                arguments(
                        tune,
                        tune + "\nfine_tuning: {peak_lr: 1e-3}",
                        "found 'fine_tuning' beside 'stages'; a study file" + " has either stages"),
                arguments(tune, tune + "\nrecipe: {text_percent: 0}", "found 'recipe' beside 'stages'"),
                arguments(
                        tune, tune + "\naxes: [{vary: stages.blnd.at_percent, values: [0]}]", "did you mean 'blend'?"),
                arguments(
                        tune,
                        tune + "\naxes: [{vary: text_percent, values: [0]}]",
                        "a key is named by its path, such as stages.mixture.at_percent"),
                arguments(
                        tune,
                        tune + "\naxes: [{vary: stages.blend.at_percent, values: [70]}]",
                        "has no checkpoint at 70"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesAreNamedWithTheirPlace(String right, String wrong, String message) {
        assertThat(StudyTexts.GENERAL).contains(right);
        assertThatThrownBy(() -> StudyTexts.reader().parse(StudyTexts.GENERAL.replace(right, wrong), "small.yaml", ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching("(?s)small\\.yaml:[0-9]+: .*")
                .hasMessageContaining(message);
    }

    @Test
    void aBudgetCannotMixTheFormsEither() {
        assertThatThrownBy(() -> parse("budgets: {tiny: {fine_tuning: {peak_lr: 1e-3}}}\n"))
                .hasMessageContaining("found 'fine_tuning' beside 'stages'");
    }
}
