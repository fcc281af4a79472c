package io.firstlight.study.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.config.ConfigException;
import io.firstlight.core.config.YamlText;
import io.firstlight.core.error.UserException;
import io.firstlight.model.decoder.AttentionConfig;
import io.firstlight.model.family.llama.LlamaConfig;
import io.firstlight.model.family.llama.LlamaConfig.LlamaAttention;
import io.firstlight.model.family.llama.LlamaConfig.LlamaFeedForward;
import io.firstlight.model.family.openlm.OpenLmConfig;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.recipe.RecipeSection;
import io.firstlight.study.recipe.RecipeSection.ImagePart;
import io.firstlight.train.schedule.ScheduleShape;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyFileReaderTest {
    private static final Path QUICKSTART = Path.of("..", "studies", "quickstart.yaml");

    @ParameterizedTest
    @ValueSource(strings = {"", "tiny", "quick", "full"})
    void theQuickstartStudyReadsUnderEveryBudget(String budget) {
        StudyFile study = StudyTexts.reader().read(QUICKSTART, budget);
        assertThat(study.identity().name()).isEqualTo("quickstart");
        assertThat(study.identity().budget()).isEqualTo(budget);
    }

    @Test
    void theQuickstartAnswersTheHeadlineQuestionWithFourRecipes() {
        List<Recipe> recipes =
                StudyTexts.reader().read(QUICKSTART, "quick").comparison().recipes();
        assertThat(recipes)
                .extracting(recipe -> recipe.section().orElseThrow().textPercent())
                .containsExactly(80, 0, 100, 80);
        assertThat(recipes)
                .extracting(recipe -> recipe.section().orElseThrow().images().isNone())
                .containsExactly(false, false, false, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tiny", "full"})
    void theResolvedFileIsAStudyFileThatMeansTheSame(String budget) {
        StudyFile study = StudyTexts.reader().read(QUICKSTART, budget);
        StudyFile again = StudyTexts.reader().parse(YamlText.of(study.resolved()), "again.yaml", "");
        assertThat(again.settings()).isEqualTo(study.settings());
        assertThat(again.comparison().recipes()).isEqualTo(study.comparison().recipes());
        assertThat(again.comparison().seeds()).isEqualTo(study.comparison().seeds());
        assertThat(again.comparison().objective()).isEqualTo(study.comparison().objective());
        assertThat(study.resolved())
                .extractingByKey("fine_tuning")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .as("a default that the file leaves out")
                .containsEntry("beta2", 0.95);
    }

    @Test
    void anOverlayChangesOnlyWhatItNames() {
        StudyFile base = StudyTexts.reader().read(QUICKSTART, "");
        StudyFile tiny = StudyTexts.reader().read(QUICKSTART, "tiny");
        assertThat(StudyTexts.shortForm(tiny.settings())
                        .phases()
                        .textPretraining()
                        .trunk()
                        .budgetTokens())
                .isEqualTo(61_440);
        assertThat(StudyTexts.shortForm(tiny.settings())
                        .phases()
                        .textPretraining()
                        .trunk()
                        .peakLr())
                .isEqualTo(StudyTexts.shortForm(base.settings())
                        .phases()
                        .textPretraining()
                        .trunk()
                        .peakLr());
        assertThat(tiny.model().imageEncoder().patches())
                .isEqualTo(base.model().imageEncoder().patches());
    }

    @Test
    void defaultsAreFilledIn() {
        StudyFile study = StudyTexts.parse("");
        assertThat(StudyTexts.shortForm(study.comparison().defaultRecipe().settings())
                        .recipe())
                .isEqualTo(new RecipeSection(80, new ImagePart(0.3, 0, "short"), 2, ImageEncoderChoice.FROZEN_VIT));
        assertThat(StudyTexts.shortForm(study.settings())
                        .phases()
                        .textPretraining()
                        .checkpointsPercent())
                .containsExactly(0, 20, 40, 60, 80, 100);
        assertThat(StudyTexts.shortForm(study.settings())
                        .phases()
                        .textPretraining()
                        .trunk()
                        .warmupTokens())
                .isEqualTo(3_000);
        assertThat(StudyTexts.shortForm(study.settings())
                        .phases()
                        .imageTextPretraining()
                        .schedule()
                        .shape())
                .isEqualTo(ScheduleShape.LINEAR);
        assertThat(study.comparison().seeds()).containsExactly(0L, 1L);
        assertThat(study.comparison().objective().visionWeight()).isEqualTo(0.5);
    }

    @Test
    void checkpointsThatAreTheSameBatchAreRefused() {
        String text = StudyTexts.MINIMAL.replace("budget_tokens: 100k", "budget_tokens: 1k");
        assertThatThrownBy(() -> StudyTexts.reader().parse(text, "small.yaml", ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "small.yaml:6: text_pretraining.budget_tokens: 0 and 20 % of 1000 tokens are the same batch "
                                + "of 768");
        String withoutZero =
                StudyTexts.MINIMAL.replace("budget_tokens: 100k", "budget_tokens: 10k, checkpoints_percent: [1, 80]");
        assertThatThrownBy(() -> StudyTexts.reader().parse(withoutZero, "small.yaml", ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "small.yaml:6: text_pretraining.checkpoints_percent: 0 and 1 % of 10000 tokens");
    }

    @Test
    void anAxisVariesOneKeyAroundTheRecipeItIsHeldAt() {
        StudyFile study = StudyTexts.parse("""
                axes:
                  - {vary: image_share, values: [0, 0.1], at: {text_percent: 0}}
                """);
        assertThat(StudyTexts.shortForm(
                                study.comparison().axes().get(0).center().settings())
                        .recipe())
                .isEqualTo(new RecipeSection(0, new ImagePart(0.3, 0, "short"), 2, ImageEncoderChoice.FROZEN_VIT));
        assertThat(study.comparison().recipes())
                .extracting(Recipe::id)
                .containsExactly(
                        "text80-image0.3-instruction0-epochs2-frozen_vit-short",
                        "text0-image0-epochs2-frozen_vit",
                        "text0-image0.1-instruction0-epochs2-frozen_vit-short");
    }

    @Test
    void recipesThatDifferOnlyInWhatHasNoEffectAreOne() {
        StudyFile study = StudyTexts.parse("""
                recipe: {image_share: 0}
                axes:
                  - {vary: text_percent, values: [80]}
                  - {vary: fine_tune_epochs, values: [2, 4]}
                """);
        assertThat(study.comparison().recipes()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recipe: {image_share: 1.5}                | small.yaml:8: recipe.image_share: found '1.5', "
                        + "expected a number at least 0 and below 1",
                "recipe: {instruction_share: 1.1}          | expected a number from 0 to 1",
                "recipe: {text_percent: 70}                | the trunk has no checkpoint at 70 %; "
                        + "text_pretraining.checkpoints_percent allows [0, 20, 40, 60, 80, 100]",
                "recipe: {image_encoder: frozen_vt}        | found 'frozen_vt', which is not known; did you mean "
                        + "'frozen_vit'?",
                "recipe: {captions: long}                  | allowed: rich, short",
                "recipe: {epochs: 3}                       | recipe: unknown key 'epochs'",
                "axes: [{vary: image_shar, values: [0]}]   | did you mean 'image_share'?",
                "axes: [{vary: image_share, values: []}]   | an axis needs at least one value",
                "axes: [{vary: image_share, values: [2]}]  | axes[0].values[0]: found '2'",
                "axes: [{vary: image_share, values: [0, 0]}] | another value of the axis already gives",
                "axes: [{vary: captions, values: [rich], at: {captions: short}}] | cannot be held at a value",
                "axes: [{vary: captions, valus: [rich]}]   | the key 'values' is missing; there is 'valus'",
                "seeds: [1, 1]                             | no seed twice",
                "seeds: []                                 | expected at least one seed",
                "objective: {vision: 0, text: 0}           | both 0",
                "fine_tuning: {shape: lineal}              | did you mean 'linear'?",
                "fine_tuning: {batch_tokens: 100}          | a batch of 100 tokens is not a whole number of "
                        + "sequences of 96",
                "fine_tunning: {peak_lr: 1}                | unknown key 'fine_tunning'; did you mean 'fine_tuning'?",
                "budgets: {tiny: {recipe: {captions: x}}}  | budgets.tiny.recipe.captions: found 'x'",
            })
    void everyMistakeIsNamedWithItsPlaceAndAWayOut(String line, String message) {
        assertThatThrownBy(() -> StudyTexts.parse(line + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("small.yaml:8:")
                .hasMessageContaining(message);
    }

    @Test
    void attentionIsThatOfOpenLmUnlessTheFileSaysOtherwise() {
        assertThat(StudyTexts.parse("").model().decoder().config(9)).isEqualTo(new OpenLmConfig(9, 64, 2, 2, 128));
        String text = StudyTexts.MINIMAL.replace("heads: 2,", "heads: 2, rotary_share: 0.5, query_key_likeness: 0.7,");
        assertThat(StudyTexts.reader()
                        .parse(text, "small.yaml", "")
                        .model()
                        .decoder()
                        .config(9))
                .isEqualTo(new OpenLmConfig(9, 64, 2, new AttentionConfig(2, 0.5, 0.7), 128));
    }

    @Test
    void aDecoderIsOfTheFamilyThatTheFileNames() {
        String text = StudyTexts.MINIMAL.replace("heads: 2,", "heads: 2, family: llama, key_value_heads: 1,");
        StudyFile study = StudyTexts.reader().parse(text, "small.yaml", "");
        assertThat(study.model().decoder().config(9))
                .isEqualTo(new LlamaConfig(
                        9, 64, 2, new LlamaAttention(2, 1, 10_000), new LlamaFeedForward(128, 1e-5, false)));
        assertThat(StudyTexts.reader()
                        .parse(YamlText.of(study.resolved()), "again.yaml", "")
                        .settings())
                .isEqualTo(study.settings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rotary_share: 0           | model.decoder.rotary_share: found '0', expected a number above 0 and "
                        + "at most 1",
                "rotary_share: 1.5         | model.decoder.rotary_share: found '1.5'",
                "query_key_likeness: -0.1  | model.decoder.query_key_likeness: found '-0.1', expected a number from "
                        + "0 to 1",
                "family: lama              | model.decoder.family: found 'lama', which is not known; did you mean "
                        + "'llama'?; allowed: llama, openlm",
                "'family: llama, rotary_share: 0.5'           | model.decoder: unknown key 'rotary_share'",
                "'family: llama, key_value_heads: 3'          | 2 query heads and 3 key and value heads",
                "key_value_heads: 1        | model.decoder: unknown key 'key_value_heads'",
                "rotary_shar: 0.5          | unknown key 'rotary_shar'; did you mean 'rotary_share'?",
            })
    void anImpossibleDecoderIsNamedWithItsPlace(String key, String message) {
        String text = StudyTexts.MINIMAL.replace("heads: 2,", "heads: 2, " + key + ",");
        assertThatThrownBy(() -> StudyTexts.reader().parse(text, "small.yaml", ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("small.yaml:5:")
                .hasMessageContaining(message);
    }

    @Test
    void aBudgetThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> StudyTexts.reader().read(QUICKSTART, "huge"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no budget 'huge'; it has full, quick, tiny");
    }

    @Test
    void whatAWorldRefusesStandsAtItsSettings() {
        String text = StudyTexts.MINIMAL.replace(
                "data: {world: quickstart}", "data:\n  world: quickstart\n  settings:\n    size: 0");
        assertThatThrownBy(() -> StudyTexts.reader().parse(text, "small.yaml", ""))
                .hasMessage("small.yaml:6: data.settings: size is below 1");
        assertThatThrownBy(() -> StudyTexts.reader()
                        .parse(StudyTexts.MINIMAL.replace("world: quickstart", "world: quickstar"), "s", ""))
                .hasMessageContaining("did you mean 'quickstart'?");
        assertThatThrownBy(() ->
                        StudyTexts.reader().parse(StudyTexts.MINIMAL.replace("{world: quickstart}", "{}"), "s", ""))
                .hasMessageContaining("give 'world' (quickstart), 'directory', or sources by name");
    }

    @Test
    void aDataDirectoryIsSoughtBesideTheStudyFile() {
        StudyFile study = StudyTexts.reader()
                .parse(StudyTexts.MINIMAL.replace("{world: quickstart}", "{directory: mine}"), "folder/small.yaml", "");
        assertThat(((DataChoice.FromDirectory) study.data()).directory())
                .isEqualTo(Path.of("folder/mine").toAbsolutePath());
    }

    @Test
    void aBranchContinuesTheTrunksRateAndWarmsUpOnlyWhereItMust() {
        StudyFile study = StudyTexts.parse("");
        var schedule = StudyTexts.shortForm(study.settings())
                .phases()
                .imageTextPretraining()
                .schedule();
        TextPretraining text = StudyTexts.shortForm(study.settings()).phases().textPretraining();
        assertThat(schedule.resolve(text, 80, 20_000).at(0))
                .as("80 % is batch 104 of 768 tokens")
                .isEqualTo(text.trunk().schedule().at(104 * 768));
        assertThat(schedule.resolve(text, 80, 20_000).segments()).hasSize(1);
        assertThat(schedule.resolve(text, 0, 20_000).at(0)).isZero();
        assertThat(schedule.resolve(text, 0, 20_000).at(1_000)).isCloseTo(4e-3, within(1e-12));
        assertThat(schedule.resolve(text, 100, 20_000).at(0))
                .isCloseTo(text.trunk().endLr(), within(1e-12));
        assertThat(schedule.resolve(text, 100, 20_000).at(1_000)).isCloseTo(2e-3, within(1e-12));
        assertThat(schedule.resolve(text, 100, 20_000).at(20_000)).isZero();
    }
}
