package io.firstlight.study.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.feature.FeatureStore;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.eval.record.ItemRecords;
import io.firstlight.eval.score.Condition;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vision.registry.ImageEncoders;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.result.StudyResults.TokenAccount;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.world.LearnableDataset;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each body's result says, against what the stage read. */
class StageResultsTest {
    @TempDir
    private static Path folder;

    private static TinyStudy study;

    @BeforeAll
    static void makeStudy() throws IOException {
        study = TinyStudy.in(folder);
    }

    private static boolean frozen(Recipe recipe) {
        return recipe.imageEncoder().readsFeatures() && TinyStudy.hasImages(recipe);
    }

    private static Path output(String name, Predicate<Recipe> recipe) throws IOException {
        return study.output(study.stage(name, recipe));
    }

    private static Predicate<Recipe> with(ImageEncoderChoice choice) {
        return recipe -> recipe.imageEncoder() == choice && TinyStudy.hasImages(recipe);
    }

    /** Parameters of a model's directory as numbers. */
    private static Map<String, float[]> weights(Path stage) throws IOException {
        Map<String, float[]> weights = new TreeMap<>();
        try (VisionLanguageModel model = VisionLanguageModel.load(stage, Placement.CPU)) {
            model.parameters().byName().forEach((name, tensor) -> weights.put(name, Tensors.floats(tensor)));
        }
        return weights;
    }

    /** The beginnings of the names of parameters that differ. */
    private static Set<String> changed(Map<String, float[]> before, Map<String, float[]> after, String... modules) {
        Set<String> changed = new TreeSet<>();
        for (String module : modules) {
            before.forEach((name, values) -> {
                if (name.startsWith(module) && after.containsKey(name) && !Arrays.equals(values, after.get(name))) {
                    changed.add(module);
                }
            });
        }
        return changed;
    }

    @Test
    void theDataStageCountsWhatTheDataSetHolds() throws IOException {
        DataFacts facts = DataFacts.read(output("data", StageResultsTest::frozen));
        assertThat(facts.tokenizer()).isEqualTo(new DataFacts.Units(14));
        // Every other image of two sets is 2 x 2 tiles.
        assertThat(facts.images("mixture")).isEqualTo(LearnableDataset.MIXTURE_IMAGES);
        assertThat(facts.meanSquares("mixture")).isEqualTo(2.5);
        assertThat(facts.squares())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("encoder", 24L, "mixture", 8L + 4 * 8, "dialogues", 12L + 4 * 12, "evaluation", 8L));
        assertThat(facts.dialogues().count()).isEqualTo(LearnableDataset.DIALOGUES);
        assertThat(facts.mixture().meanSquares()).isEqualTo(2.5);
    }

    @Test
    void theDataStageRefusesDataThatChangedSinceThePlan(@TempDir Path other) throws IOException {
        TinyStudy changed = TinyStudy.in(other);
        Files.writeString(
                changed.data().resolve("text/train.jsonl"),
                "{\"id\":\"more\",\"text\":\"this is cat\"}\n",
                StandardOpenOption.APPEND);
        Stage data = changed.stage("data", StageResultsTest::frozen);
        assertThatThrownBy(() -> changed.output(data))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has changed since the study was planned");
    }

    @Test
    void featuresAreThoseOfTheTrainedEncoderForEveryImage() throws IOException, BadSampleException {
        Path encoderStage = output("image_encoder", StageResultsTest::frozen);
        Path features = output("image_features", StageResultsTest::frozen);
        ImageEncoderConfig config = ImageEncoders.read(encoderStage.resolve("encoder.json"));
        try (FlatParameters parameters = new FlatParameters(config.declare(), 99, Placement.CPU);
                ImageArchive images =
                        ImageArchive.open(Catalog.open(study.data()).openImages("mixture"));
                FeatureStore store = FeatureStore.open(features.resolve("features/mixture.features"))) {
            Safetensors.readInto(
                    encoderStage.resolve("weights.safetensors"),
                    parameters.byName(),
                    name -> name.startsWith(ImageEncoder.PREFIX));
            ImageEncoder encoder = config.create(parameters);
            assertThat(images.keys()).hasSize(LearnableDataset.MIXTURE_IMAGES);
            for (String key : images.keys()) {
                float[] expected = encoder.features(List.of(images.image(key)));
                // Stored in half precision: 11 bits.
                assertThat(store.features(key)).as(key).hasSameSizeAs(expected);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(store.features(key)[i])
                            .isCloseTo(expected[i], within(1e-3f + Math.abs(expected[i]) / 1024));
                }
            }
        }
    }

    @Test
    void alignmentChangesTheProjectorAndTheWordsOfCaptionsAlone() throws IOException {
        Map<String, float[]> trunk = weights(output("trunk", StageResultsTest::frozen));
        Map<String, float[]> aligned = weights(output("alignment", StageResultsTest::frozen));
        assertThat(changed(trunk, aligned, "decoder.embedding.", "decoder.layers.", "decoder.norm."))
                .containsExactly("decoder.embedding.");
        assertThat(aligned.keySet()).anyMatch(name -> name.startsWith("projector."));
    }

    @Test
    void aMixtureTrainsDecoderAndProjectorAndOnlyATrainedEncoder() throws IOException {
        String[] modules = {"decoder.embedding.", "decoder.layers.", "decoder.norm.", "projector."};
        Map<String, float[]> aligned = weights(output("alignment", StageResultsTest::frozen));
        Map<String, float[]> frozen = weights(output("mixture", StageResultsTest::frozen));
        assertThat(changed(aligned, frozen, modules)).containsExactlyInAnyOrder(modules);
        assertThat(frozen.keySet()).noneMatch(name -> name.startsWith(ImageEncoder.PREFIX));

        Path trained = output("mixture", with(ImageEncoderChoice.TRAINED_VIT));
        Map<String, float[]> encoder = encoderWeights();
        Map<String, float[]> after = weights(trained);
        assertThat(changed(encoder, after, "encoder.stem.0.reduce.weight", "encoder.layers."))
                .containsExactly("encoder.layers.", "encoder.stem.0.reduce.weight");
        encoder.forEach((name, values) -> {
            if (name.endsWith(".mean") || name.endsWith(".variance")) {
                assertThat(after.get(name)).as(name).containsExactly(values);
            }
        });
    }

    private static Map<String, float[]> encoderWeights() throws IOException {
        Path stage = output("image_encoder", StageResultsTest::frozen);
        ImageEncoderConfig config = ImageEncoders.read(stage.resolve("encoder.json"));
        Map<String, float[]> weights = new TreeMap<>();
        try (FlatParameters parameters = new FlatParameters(config.declare(), 0, Placement.CPU)) {
            Safetensors.readInto(
                    stage.resolve("weights.safetensors"),
                    parameters.byName(),
                    name -> name.startsWith(ImageEncoder.PREFIX));
            parameters.byName().forEach((name, tensor) -> weights.put(name, Tensors.floats(tensor)));
        }
        return weights;
    }

    @Test
    void aMixturesTokensAreItsBudgetInItsShares() throws IOException {
        TokenAccount[] accounts =
                Json.read(output("mixture", StageResultsTest::frozen).resolve("tokens.json"), TokenAccount[].class);
        assertThat(Arrays.stream(accounts)
                        .mapToLong(TokenAccount::realisedTokens)
                        .sum())
                .isBetween(768L - 32, 768L + 32);
        assertThat(accounts)
                .extracting(TokenAccount::source)
                .containsExactlyInAnyOrder(
                        "captions, visual tokens", "instructions, visual tokens", "text of all sources");
        double visual = Arrays.stream(accounts)
                .filter(account -> account.source().endsWith("visual tokens"))
                .mapToLong(TokenAccount::realisedTokens)
                .sum();
        assertThat(visual).isCloseTo(0.4 * 768, within(32.0));
    }

    @Test
    void aBranchWithoutImagesHasNoProjectorAndFineTuningGivesItOne() throws IOException {
        Predicate<Recipe> textOnly = recipe -> !TinyStudy.hasImages(recipe);
        Map<String, float[]> branch = weights(output("mixture", textOnly));
        assertThat(branch.keySet()).allMatch(name -> name.startsWith("decoder."));
        Path tuned = output("fine_tuning", textOnly);
        assertThat(weights(tuned).keySet()).anyMatch(name -> name.startsWith("projector."));
        try (VisionLanguageModel model = VisionLanguageModel.load(tuned, Placement.CPU)) {
            assertThat(model.config().vision()).isInstanceOf(Vision.Features.class);
        }
    }

    @Test
    void fineTuningSeesEveryDialogueOnceInEachEpoch() throws IOException {
        TokenAccount[] accounts =
                Json.read(output("fine_tuning", StageResultsTest::frozen).resolve("tokens.json"), TokenAccount[].class);
        // Begin, "what what is this this", the noun, end: 8; and 4 visual tokens, or 16.
        long perEpoch = LearnableDataset.DIALOGUES * 8L + 12 * 4 + 12 * 16;
        assertThat(accounts).hasSize(1);
        assertThat(accounts[0].realisedTokens()).isEqualTo(2 * perEpoch);
    }

    @Test
    void anEvaluationAnswersEveryItemUnderEveryConditionAndTakesTheFeaturesFloors() throws IOException {
        Path evaluation = output("evaluation", StageResultsTest::frozen);
        Map<Condition, Integer> counts = new TreeMap<>();
        for (ItemRecord record : ItemRecords.read(evaluation.resolve("items.jsonl"))) {
            if (record.item().task().equals("naming")) {
                counts.merge(record.input().condition(), 1, Integer::sum);
            }
        }
        int items = 2 * LearnableDataset.EVALUATION_IMAGES;
        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Condition.IMAGE, items, Condition.WITHHELD, items, Condition.SHUFFLED, items));
        double loss = Json.mapper()
                .readTree(evaluation.resolve("validation.json").toFile())
                .path("textLoss")
                .asDouble();
        assertThat(loss).isBetween(0.2, Math.log(14));
        assertThat(evaluation.resolve("floors.json"))
                .hasSameBinaryContentAs(
                        output("image_features", StageResultsTest::frozen).resolve("floors.json"));
        assertThat(output("evaluation", with(ImageEncoderChoice.PATCH_PROJECTION))
                        .resolve("floors.json"))
                .hasContent("{}\n");
    }

    @Test
    void neighbourFloorsComeFromTheCaptionsOfTheNearestImages(@TempDir Path other) throws IOException {
        TinyStudy own = TinyStudy.in(other);
        Stage encode = own.stage("image_features", StageResultsTest::frozen);
        Map<String, Map<String, Map<String, Double>>> floors = floors(own.output(encode));
        assertThat(floors.keySet()).containsExactlyInAnyOrder("selection", "reported");
        floors.values().forEach(tasks -> {
            assertThat(tasks.keySet()).as("tasks with a neighbour floor").containsExactly("naming");
            assertThat(tasks.get("naming").get("pixelNeighbour"))
                    .as("colors tell the nouns apart")
                    .isEqualTo(1.0);
            assertThat(tasks.get("naming").get("featureNeighbour")).isBetween(0.25, 1.0);
        });
        // Every image is now called what the next one shows, which is the second option of each item.
        Path captions = own.data().resolve("captions/encoder.jsonl");
        StringBuilder relabelled = new StringBuilder();
        for (int i = 0; i < LearnableDataset.ENCODER_IMAGES; i++) {
            String noun = LearnableDataset.noun(i + 1);
            relabelled
                    .append(Json.canonical(Map.of(
                            "image", "e" + i, "short", noun, "rich", noun, "concepts", Set.of(noun), "kind", "single")))
                    .append('\n');
        }
        Files.writeString(captions, relabelled);
        floors(own.run(encode, "relabelled", Progress.silent(), 1))
                .values()
                .forEach(tasks ->
                        assertThat(tasks.get("naming").get("pixelNeighbour")).isZero());
    }

    private static Map<String, Map<String, Map<String, Double>>> floors(Path stage) throws IOException {
        Map<String, Map<String, Map<String, Double>>> floors = new TreeMap<>();
        Json.mapper()
                .readTree(stage.resolve("floors.json").toFile())
                .properties()
                .forEach(split -> {
                    Map<String, Map<String, Double>> tasks = new TreeMap<>();
                    split.getValue().properties().forEach(task -> {
                        Map<String, Double> values = new TreeMap<>();
                        task.getValue()
                                .properties()
                                .forEach(value -> values.put(
                                        value.getKey(), value.getValue().asDouble()));
                        tasks.put(task.getKey(), values);
                    });
                    floors.put(split.getKey(), tasks);
                });
        return floors;
    }
}
