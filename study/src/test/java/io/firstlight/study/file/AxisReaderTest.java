package io.firstlight.study.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.firstlight.core.config.ConfigException;
import io.firstlight.study.axis.AxisKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Axes over any key of the study file, and over overlays. */
class AxisReaderTest {
    private static List<Recipe> recipes(String more) {
        return StudyTexts.parse(more).comparison().recipes();
    }

    @Test
    void anyKeyOfTheFileCanBeVaried() {
        List<Recipe> recipes = recipes("""
                axes:
                  - {vary: image_text_pretraining.end_lr, values: [0, 1e-3]}
                  - {vary: model.decoder.width, values: [32]}
                """);
        assertThat(recipes)
                .extracting(recipe -> StudyTexts.shortForm(recipe.settings())
                        .phases()
                        .imageTextPretraining()
                        .schedule()
                        .endLr())
                .as("the first value is the default")
                .containsExactly(0.0, 1e-3, 0.0);
        assertThat(recipes)
                .extracting(recipe -> recipe.settings().model().decoder().width())
                .containsExactly(64, 64, 32);
        assertThat(recipes.get(0).values())
                .as("defaults that the file leaves out are told too")
                .containsEntry(AxisKey.of("image_text_pretraining.end_lr"), "0")
                .containsEntry(AxisKey.of("model.decoder.width"), "64");
        RecipeNames names = new RecipeNames(recipes.get(0));
        assertThat(recipes)
                .extracting(names::label)
                .containsExactly(
                        "80 % text, 30 % images",
                        "80 % text, 30 % images, image_text_pretraining.end_lr 0.001",
                        "80 % text, 30 % images, model.decoder.width 32");
        assertThat(recipes).extracting(Recipe::id).doesNotHaveDuplicates();
    }

    @Test
    void aTitleForFiguresGivesNoRecipeAValueThatItsStudyDoesNotVary() {
        AxisKey layers = AxisKey.of("model.decoder.layers");
        assertThat(layers.title()).isEqualTo("Decoder layers");
        assertThat(layers.scale()).isEqualTo(AxisKey.Scale.NUMBER);
        assertThat(AxisKey.named("model.decoder.layers")).isEqualTo(layers);
        assertThat(recipes("").get(0).values().keySet())
                .as("what the id covers")
                .containsExactlyInAnyOrderElementsOf(AxisKey.OF_SECTION);
        assertThat(recipes("axes: [{vary: model.decoder.layers, values: [1]}]")
                        .get(0)
                        .values())
                .containsKey(layers);
    }

    @Test
    void aKeyOfTheRecipeMayBeNamedWithItsSectionOrWithout() {
        assertThat(recipes("axes: [{vary: recipe.image_share, values: [0, 0.1]}]"))
                .isEqualTo(recipes("axes: [{vary: image_share, values: [0, 0.1]}]"));
    }

    @Test
    void anAxisIsHeldAtOtherValuesOfAnyKey() {
        StudyFile study = StudyTexts.parse("""
                axes:
                  - {vary: image_share, values: [0.1], at: {text_percent: 0, image_text_pretraining.end_lr: 1e-4}}
                  - {vary: captions, values: [rich], at: {fine_tuning: {peak_lr: 1e-3, warmup_share: 0.5}}}
                """);
        StudySettings first = study.comparison().axes().get(0).values().get(0).settings();
        assertThat(StudyTexts.shortForm(first).recipe().textPercent()).isZero();
        assertThat(StudyTexts.shortForm(first)
                        .phases()
                        .imageTextPretraining()
                        .schedule()
                        .endLr())
                .isEqualTo(1e-4);
        assertThat(StudyTexts.shortForm(
                                study.comparison().axes().get(0).center().settings())
                        .recipe()
                        .images()
                        .share())
                .isEqualTo(0.3);
        StudySettings second = study.comparison().axes().get(1).values().get(0).settings();
        assertThat(StudyTexts.shortForm(second)
                        .phases()
                        .fineTuning()
                        .learningRate()
                        .warmup())
                .isEqualTo(0.5);
        assertThat(StudyTexts.shortForm(second)
                        .phases()
                        .imageTextPretraining()
                        .schedule()
                        .endLr())
                .isZero();
    }

    @Test
    void anAxisSwitchesBetweenNamedOverlays(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("recipes"));
        Files.writeString(folder.resolve("recipes/late.yaml"), """
                recipe: {text_percent: 100}
                image_text_pretraining: {rewarm_lr: 1e-3}
                """);
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, StudyTexts.MINIMAL + """
                overlays:
                  early: {recipe: {text_percent: 0, captions: rich}}
                axes:
                  - {vary: recipe, values: [early, recipes/late.yaml]}
                """);
        StudyFile study = StudyTexts.reader().read(file, "");
        List<Recipe> recipes = study.comparison().recipes();
        assertThat(recipes)
                .extracting(recipe -> recipe.section().orElseThrow().textPercent())
                .containsExactly(80, 0, 100);
        assertThat(StudyTexts.shortForm(recipes.get(2).settings())
                        .phases()
                        .imageTextPretraining()
                        .schedule()
                        .start()
                        .rewarm()
                        .lr())
                .isEqualTo(1e-3);
        RecipeNames names = new RecipeNames(recipes.get(0));
        assertThat(names.label(recipes.get(1))).isEqualTo("early, 0 % text, 30 % images, rich captions");
        assertThat(names.label(recipes.get(2))).isEqualTo("late, 100 % text, 30 % images");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "axes: [{vary: image_text_pretraining.end_lrr, values: [0]}]",
                        "image_text_pretraining: unknown key 'end_lrr'; did you mean 'end_lr'?"),
                arguments(
                        "axes: [{vary: image_text_pretrainin.end_lr, values: [0]}]",
                        "axes[0].vary: found 'image_text_pretrainin', which is not known;"
                                + " did you mean 'image_text_pretraining'?"),
                arguments(
                        "axes: [{vary: image_text_pretraining.end_lr, values: [-1]}]",
                        "axes[0].values[0]: found '-1', expected a number at least 0"),
                arguments("axes: [{vary: data.world, values: [x]}]", "found 'data', which is not known"),
                arguments(
                        "axes: [{vary: recipe, values: [none.yaml]}]",
                        "found 'none.yaml', which is neither one of the study's overlays [] nor a file"),
                arguments(
                        "overlays: {a: {seeds: [1]}}\naxes: [{vary: recipe, values: [a]}]",
                        "found 'seeds', which is not known"),
                arguments(
                        "overlays: {a: {recipe: {text_percent: 70}}}\naxes: [{vary: recipe, values: [a]}]",
                        "the trunk has no checkpoint at 70 %"),
                arguments(
                        "axes: [{vary: text_percent, values: [0], at: {recipe.text_percent: 80}}]",
                        "cannot be held at a value"),
                arguments(
                        "axes: [{vary: image_share, values: [0], at: {tex_percent: 80}}]",
                        "axes[0].at.tex_percent: found 'tex_percent', which is not known;"
                                + " did you mean 'text_percent'?"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesAreNamedWithThePlaceInTheAxis(String lines, String message) {
        assertThatThrownBy(() -> StudyTexts.parse(lines + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching("(?s)small\\.yaml:[89]:.*")
                .hasMessageContaining(message);
    }
}
