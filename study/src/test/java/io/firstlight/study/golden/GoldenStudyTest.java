package io.firstlight.study.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.image.RgbImage;
import io.firstlight.core.json.Json;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.eval.record.ItemRecords;
import io.firstlight.eval.run.Evaluation;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vision.registry.ImageEncoders;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.plan.StagesByName;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.TinyStudy;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every loss of every training stage of {@link TinyStudy}, the trained image encoder's features, and the scores that
 * answers get, against {@link GoldenFile}. It goes through the study file and the stages' bodies alone, so that it says
 * of any change behind them whether numbers moved, and in which stage first.
 */
class GoldenStudyTest {
    private static final List<String> TRAINING =
            List.of("image_encoder", "trunk", "alignment", "mixture", "fine_tuning");
    private static final int SYNTHETIC_IMAGES = 3;
    private static final int SIDE = 32;

    @TempDir
    Path folder;

    @Test
    void everyNumberIsTheRecordedOne() throws IOException {
        GoldenFile.check(numbers(TinyStudy.in(folder)), Stage.NUMERICS_VERSION);
    }

    private static Map<String, double[]> numbers(TinyStudy study) throws IOException {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (RecipeRun run : study.plan().runs()) {
            for (String name : TRAINING) {
                for (Stage stage :
                        StagesByName.of(study.plan(), run, name).stream().toList()) {
                    numbers.put("losses of " + stage.label(), losses(study.output(stage)));
                }
            }
            Stage evaluation = study.plan().stage(run.evaluation());
            Path result = study.output(evaluation);
            numbers.put("text loss of " + evaluation.label(), new double[] {
                tree(result.resolve("validation.json")).path("textLoss").asDouble()
            });
            numbers.put(
                    "option scores of " + evaluation.label(),
                    ItemRecords.read(result.resolve(Evaluation.ITEMS_FILE)).stream()
                            .filter(record -> record.item().task().equals("naming"))
                            .map(record -> record.output().logProbabilities())
                            .flatMap(List::stream)
                            .mapToDouble(Double::doubleValue)
                            .toArray());
        }
        numbers.put("features of synthetic images", features(study));
        return numbers;
    }

    private static double[] losses(Path stage) throws IOException {
        return StreamSupport.stream(
                        tree(stage.resolve("curves.json")).path("loss").spliterator(), false)
                .mapToDouble(point -> point.path(1).asDouble())
                .toArray();
    }

    /** What the encoder makes of noise that it was not trained on: float32 of three tiles. */
    private static double[] features(TinyStudy study) throws IOException {
        Path stage = study.output(
                study.stage("image_encoder", recipe -> recipe.imageEncoder().readsFeatures()));
        ImageEncoderConfig config = ImageEncoders.read(stage.resolve("encoder.json"));
        int imageBytes = SIDE * SIDE * 3;
        byte[] rgb = new byte[SYNTHETIC_IMAGES * imageBytes];
        KeyedRandom.of(9, "synthetic images", 0).nextBytes(rgb);
        List<RgbImage> images = IntStream.range(0, SYNTHETIC_IMAGES)
                .mapToObj(i -> Arrays.copyOfRange(rgb, i * imageBytes, (i + 1) * imageBytes))
                .map(pixels -> new RgbImage(pixels, SIDE, SIDE))
                .toList();
        try (FlatParameters parameters = new FlatParameters(config.declare(), 0, Placement.CPU)) {
            Safetensors.readInto(
                    stage.resolve("weights.safetensors"),
                    parameters.byName(),
                    name -> name.startsWith(ImageEncoder.PREFIX));
            float[] features = config.create(parameters).features(images);
            double[] wide = new double[features.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = features[i];
            }
            return wide;
        }
    }

    private static JsonNode tree(Path file) throws IOException {
        return Json.mapper().readTree(Files.readAllBytes(file));
    }
}
