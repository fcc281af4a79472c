package io.firstlight.study.stage;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.image.RgbImage;
import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.feature.FeatureStore;
import io.firstlight.data.feature.FeatureWriter;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.image.ImageResizer;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.study.training.StageData;
import io.firstlight.study.training.StageFiles;
import io.firstlight.study.training.TrainedEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Features of a frozen encoder for every image, computed once and read by every recipe; and what these features and the
 * plain pixels are worth without any language model (the nearest-neighbour floors).
 */
final class EncodeImagesBody {
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
            Map<String, ImageArchive> archives = new LinkedHashMap<>();
            List<String> imageSets = spec.distinctSets(data.catalog());
            for (String imageSet : imageSets) {
                ImageArchive archive = data.archive(imageSet);
                archives.put(imageSet, archive);
                Path file = StageData.featureFile(context.outputDirectory(), imageSet);
                Files.deleteIfExists(file);
                encode(trained.encoder(), archive, file, encoderKey, context.progress());
            }
            Map<String, FeatureStore> stores = new LinkedHashMap<>();
            for (String imageSet : imageSets) {
                stores.put(
                        imageSet,
                        data.register(FeatureStore.open(StageData.featureFile(context.outputDirectory(), imageSet))));
            }
            AtomicFiles.writeString(
                    context.outputDirectory().resolve(StageFiles.FLOORS),
                    Json.pretty(NeighbourFloors.of(data, spec.floors(), archives, stores, context.progress())));
        }
    }

    private static void encode(
            ImageEncoder encoder, ImageArchive archive, Path file, String encoderKey, Progress progress)
            throws IOException {
        int width = encoder.config().width();
        List<String> keys = archive.keys();
        try (FeatureWriter writer = FeatureWriter.create(file, new FeatureWriter.Shape(width, encoderKey));
                Progress.Task task = progress.begin("encoding " + file.getFileName(), keys.size(), "images")) {
            for (int begin = 0; begin < keys.size(); begin += IMAGES_AT_ONCE) {
                List<String> part = keys.subList(begin, Math.min(keys.size(), begin + IMAGES_AT_ONCE));
                List<RgbImage> images = new ArrayList<>();
                int[] visualTokens = new int[part.size()];
                for (int i = 0; i < part.size(); i++) {
                    RgbImage image = image(archive, part.get(i));
                    visualTokens[i] = encoder.config().visualTokens(image.size());
                    images.add(ImageResizer.apply(encoder.config().transform().fit(), image));
                }
                float[] features = encoder.features(images);
                int at = 0;
                for (int i = 0; i < part.size(); i++) {
                    int length = visualTokens[i] * width;
                    writer.add(part.get(i), Arrays.copyOfRange(features, at, at + length));
                    at += length;
                }
                task.update(begin + part.size(), "");
            }
            writer.finish();
        }
    }

    private static RgbImage image(ImageArchive archive, String key) {
        try {
            return archive.image(key);
        } catch (BadSampleException e) {
            throw new UserException(
                    "cannot encode the images of " + archive.words() + ": " + e.getMessage()
                            + ". Repair or remove that image.",
                    e);
        }
    }
}
