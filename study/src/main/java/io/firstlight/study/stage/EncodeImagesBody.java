package io.firstlight.study.stage;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.feature.FeatureStore;
import io.firstlight.data.feature.FeatureWriter;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.model.encoder.ImageEncoder;
import io.firstlight.study.training.StageData;
import io.firstlight.study.training.TrainedEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Features of a frozen encoder for every image, computed once and read by every recipe; and what these features and the
 * plain pixels are worth without any language model (the nearest-neighbour floors).
 */
final class EncodeImagesBody {
    static final String FLOORS_FILE = "floors.json";
    private static final int IMAGES_AT_ONCE = 512;

    private EncodeImagesBody() {}

    static void run(EncodeImages spec, StageContext context) throws IOException {
        try (StageData data = context.openData();
                TrainedEncoder trained =
                        TrainedEncoder.load(context.input(StageRole.IMAGE_ENCODER), context.placement())) {
            String encoderKey =
                    context.stage().inputs().get(StageRole.IMAGE_ENCODER).hex();
            Files.createDirectories(
                    StageData.featureFile(context.outputDirectory(), "any").getParent());
            List<ImageArchive> archives = new ArrayList<>();
            for (String imageSet : spec.imageSets()) {
                ImageArchive archive = data.archive(imageSet);
                archives.add(archive);
                Path file = StageData.featureFile(context.outputDirectory(), imageSet);
                Files.deleteIfExists(file);
                encode(trained.encoder(), archive, file, encoderKey, context.progress());
            }
            List<FeatureStore> stores = spec.imageSets().stream()
                    .map(imageSet -> data.register(
                            FeatureStore.open(StageData.featureFile(context.outputDirectory(), imageSet))))
                    .toList();
            AtomicFiles.writeString(
                    context.outputDirectory().resolve(FLOORS_FILE),
                    Json.pretty(NeighbourFloors.of(data, archives, stores, context.progress())));
        }
    }

    private static void encode(
            ImageEncoder encoder, ImageArchive archive, Path file, String encoderKey, Progress progress)
            throws IOException {
        int tilePixels = encoder.config().tilePixels();
        int tileBytes = tilePixels * tilePixels * 3;
        int tileValues = encoder.config().tokensPerTile() * encoder.config().width();
        List<String> keys = archive.keys();
        try (FeatureWriter writer = FeatureWriter.create(
                        file,
                        new FeatureWriter.Shape(
                                encoder.config().width(), encoder.config().tokensPerTile(), encoderKey));
                Progress.Task task = progress.begin("encoding " + file.getFileName(), keys.size(), "images")) {
            for (int begin = 0; begin < keys.size(); begin += IMAGES_AT_ONCE) {
                List<String> part = keys.subList(begin, Math.min(keys.size(), begin + IMAGES_AT_ONCE));
                ByteArrayOutputStream tiles = new ByteArrayOutputStream();
                int[] tilesOf = new int[part.size()];
                for (int i = 0; i < part.size(); i++) {
                    byte[] image = tiles(archive, part.get(i), tilePixels);
                    tilesOf[i] = image.length / tileBytes;
                    tiles.write(image);
                }
                float[] features = encoder.features(tiles.toByteArray(), tiles.size() / tileBytes);
                int at = 0;
                for (int i = 0; i < part.size(); i++) {
                    int length = tilesOf[i] * tileValues;
                    writer.add(part.get(i), Arrays.copyOfRange(features, at, at + length));
                    at += length;
                }
                task.update(begin + part.size(), "");
            }
            writer.finish();
        }
    }

    private static byte[] tiles(ImageArchive archive, String key, int tilePixels) {
        try {
            return archive.tiles(key, tilePixels);
        } catch (BadSampleException e) {
            throw new UserException(
                    "cannot encode the images of " + archive.file() + ": " + e.getMessage()
                            + ". Repair or remove that image.",
                    e);
        }
    }
}
