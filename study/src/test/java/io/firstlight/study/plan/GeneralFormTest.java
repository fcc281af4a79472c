package io.firstlight.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.config.YamlText;
import io.firstlight.core.json.Json;
import io.firstlight.core.key.StageKey;
import io.firstlight.study.chain.section.StagesText;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.file.StudyTexts;
import io.firstlight.study.stage.Stage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The general form means, stage by stage, what the short form means. */
class GeneralFormTest {
    private static final Path SHORT = Path.of("..", "studies", "quickstart.yaml");
    private static final Path GENERAL = Path.of("src", "test", "resources", "quickstart-general.yaml");

    private static StagePlan plan(StudyFile study) {
        return new Planner(directory -> "fingerprint of " + directory.getFileName()).plan(study);
    }

    private static List<List<StageKey>> keys(StagePlan plan) {
        return plan.runs().stream().map(RecipeRun::stages).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "quick", "tiny", "full"})
    void theQuickstartInTheGeneralFormHasTheSameStages(String budget) {
        StagePlan shortForm = plan(StudyTexts.reader().read(SHORT, budget));
        StagePlan generalForm = plan(StudyTexts.reader().read(GENERAL, budget));
        assertThat(generalForm.runs())
                .extracting(RecipeRun::seed)
                .isEqualTo(shortForm.runs().stream().map(RecipeRun::seed).toList());
        assertThat(generalForm.runs()).hasSameSizeAs(shortForm.runs());
        for (int i = 0; i < shortForm.runs().size(); i++) {
            assertThat(generalForm.runs().get(i).stages())
                    .as(shortForm.runs().get(i).label())
                    .isEqualTo(shortForm.runs().get(i).stages());
        }
        assertThat(generalForm.recipes()).extracting(Recipe::id).doesNotHaveDuplicates();
        assertThat(generalForm.runs().stream().filter(run -> run.seed() == 0).map(RecipeRun::label))
                .doesNotHaveDuplicates();
        assertThat(generalForm.stages()).extracting(Stage::label).doesNotHaveDuplicates();
    }

    @Test
    void aPrintedGeneralFormIsAStudyFileThatMeansTheSame() {
        for (String budget : List.of("", "tiny", "full")) {
            StudyFile study = StudyTexts.reader().read(GENERAL, budget);
            StudyFile again = StudyTexts.reader().parse(YamlText.of(study.resolved()), "again.yaml", "");
            assertThat(keys(plan(again))).isEqualTo(keys(plan(study)));
            assertThat(again.comparison().recipes())
                    .isEqualTo(study.comparison().recipes());
            assertThat(Json.canonical(again.resolved())).isEqualTo(Json.canonical(study.resolved()));
        }
    }

    /** What a study file of the short form may say, at random; the seed of a failure is in the message. */
    @Test
    void anyShortFormPrintedAsGeneralFormHasTheSameStages() {
        int recipes = 0;
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            String text = randomShortForm(random);
            StudyFile study = StudyTexts.reader().parse(text, "short.yaml", "");
            StagePlan plan = plan(study);
            for (RecipeRun run : plan.runs()) {
                String printed = printed(study, run);
                StagePlan again = plan(StudyTexts.reader().parse(printed, "general.yaml", ""));
                assertThat(again.runs()).hasSize(1);
                assertThat(again.runs().get(0).stages())
                        .as("seed %d, %s%n%s%n%s", seed, run.label(), text, printed)
                        .isEqualTo(run.stages());
                recipes++;
            }
        }
        assertThat(recipes).isGreaterThan(200);
    }

    /** The study with the stages of one recipe, under one seed. */
    private static String printed(StudyFile study, RecipeRun run) {
        Map<String, Object> file = new LinkedHashMap<>();
        for (String key : List.of("name", "question", "data")) {
            file.put(key, study.resolved().get(key));
        }
        file.put("model", study.resolved().get("model"));
        file.putAll(StagesText.of(run.recipe().settings().chain()));
        Map<String, Object> evaluation = new LinkedHashMap<>();
        evaluation.put("validation_tokens", run.recipe().settings().evaluation().validationTokens());
        ((Map<?, ?>) file.get("evaluation")).forEach((key, value) -> evaluation.put((String) key, value));
        file.put("evaluation", evaluation);
        file.put("seeds", List.of(run.seed()));
        return YamlText.of(file);
    }

    private static String randomShortForm(Random random) {
        return """
                name: random
                question: why?
                data: {world: quickstart, use: {text: %s, mixture: %s}}
                model:
                  decoder: {width: 64, layers: 2, heads: 2, feed_forward_width: 128}
                text_pretraining: {budget_tokens: %d, peak_lr: %s, checkpoints_percent: %s, batch_tokens: %d}
                image_encoder_training: {views: %d, shape: %s, captions: %s}
                projector_alignment: {views: %d, weight_decay: %s}
                image_text_pretraining:
                  {budget_tokens: %d, share_of: %s, shape: %s, power: %s, end_lr: %s, rewarm_from_percent: %d,
                   projector_lr_multiple: %s, image_encoder_lr_multiple: %s, embedding_lr_multiple: %s}
                fine_tuning: {dialogues_per_epoch: %d, warmup_share: %s, embedding_lr_multiple: %s, document_mask: %s}
                evaluation: {validation_tokens: %d}
                recipe: {image_share: %s, instruction_share: %s, text_percent: %s, captions: %s}
                axes:
                  - {vary: text_percent, values: [0, 20, 80]}
                  - {vary: image_encoder, values: [frozen_vit, trained_vit, patch_projection]}
                  - {vary: image_share, values: [0]}
                  - {vary: instruction_share, values: [0, 0.3, 1]}
                seeds: [%d]
                """.formatted(
                        one(random, "text", "words"),
                        one(random, "mixture", "pictures"),
                        50_000 + random.nextInt(100_000),
                        one(random, "4e-3", "1e-4", "0.0123456789012345"),
                        one(random, "[0, 20, 40, 60, 80, 100]", "[0, 20, 80]", "[0, 7, 20, 33, 80]"),
                        96 * (1 + random.nextInt(8)),
                        1 + random.nextInt(9999),
                        one(random, "linear", "cosine", "power"),
                        one(random, "short", "rich", "both"),
                        one(random, 0, 1 + random.nextInt(9999)),
                        one(random, "0", "0.05"),
                        20_000 + random.nextInt(9999),
                        one(random, "visual_tokens", "image_sample_tokens", "samples"),
                        one(random, "linear", "cosine", "power"),
                        one(random, "1", "2.5"),
                        one(random, "0", "1e-5"),
                        one(random, 20, 80, 100),
                        one(random, "1", "0", "3"),
                        one(random, "0", "0.1", "1"),
                        one(random, "1", "0.5", "0"),
                        one(random, 0, 50),
                        one(random, "0", "0.03", "1"),
                        one(random, "1", "0.25"),
                        one(random, "true", "false"),
                        one(random, 0, 500),
                        one(random, "0.3", "0.05", "0.123456789"),
                        one(random, "0", "0.7", "0.123"),
                        one(random, "20", "80"),
                        one(random, "short", "rich"),
                        random.nextInt(1000));
    }

    @SafeVarargs
    private static <T> T one(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
