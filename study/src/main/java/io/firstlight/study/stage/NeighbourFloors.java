package io.firstlight.study.stage;

import io.firstlight.core.image.RgbImage;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.feature.FeatureStore;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.floor.FeatureDescriptor;
import io.firstlight.eval.floor.FloorAnswer;
import io.firstlight.eval.floor.ImageDescriptor;
import io.firstlight.eval.floor.NearestNeighbour;
import io.firstlight.eval.floor.NearestNeighbour.Crop;
import io.firstlight.eval.floor.PixelDescriptor;
import io.firstlight.eval.item.Split;
import io.firstlight.study.training.CaptionTable;
import io.firstlight.study.training.StageData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Mean score of answering by the nearest training image, per split and task that allows it. Both splits have theirs, so
 * that who tunes on the selection split has no reason to look at the reported one.
 */
final class NeighbourFloors {
    private NeighbourFloors() {}

    /**
     * Split (its word in files) to task name to floor name (pixelNeighbour, featureNeighbour) to mean score.
     *
     * @param archives by image set, as {@link EncodeImages#distinctSets} names them
     * @param features by image set
     */
    static Map<String, Map<String, Map<String, Double>>> of(
            StageData data,
            EncodeImages.Floors floors,
            Map<String, ImageArchive> archives,
            Map<String, FeatureStore> features,
            Progress progress)
            throws IOException {
        List<Crop> crops = CaptionTable.read(data, floors.captions()).rows().stream()
                .map(row -> new Crop(row.image(), row.concepts()))
                .toList();
        Map<String, Map<String, Map<String, Double>>> scores = new TreeMap<>();
        for (Benchmarks.Named benchmark :
                Benchmarks.open(data, floors.benchmarks()).each()) {
            // Keys of images may repeat in other sets.
            List<String> sets = data.catalog()
                    .distinctImages(Stream.concat(Stream.of(floors.captions()), benchmark.imageSet().stream())
                            .toList());
            List<ImageArchive> images = sets.stream().map(archives::get).toList();
            List<FeatureStore> stores = sets.stream().map(features::get).toList();
            PixelDescriptor pixels = new PixelDescriptor(key -> image(images, key));
            add(scores, "pixelNeighbour", pixels, benchmark.set(), crops, progress);
            FeatureDescriptor encoded = new FeatureDescriptor(
                    key -> features(stores, key), stores.get(0).width());
            add(scores, "featureNeighbour", encoded, benchmark.set(), crops, progress);
        }
        return scores;
    }

    private static void add(
            Map<String, Map<String, Map<String, Double>>> floors,
            String name,
            ImageDescriptor descriptor,
            EvaluationSet set,
            List<Crop> crops,
            Progress progress) {
        Map<Split, Map<String, List<Double>>> scores = new EnumMap<>(Split.class);
        for (FloorAnswer answer : new NearestNeighbour(descriptor).answer(set, crops, progress)) {
            scores.computeIfAbsent(answer.item().split(), split -> new TreeMap<>())
                    .computeIfAbsent(answer.item().task(), task -> new ArrayList<>())
                    .add(answer.score());
        }
        scores.forEach((split, tasks) -> tasks.forEach((task, own) -> floors.computeIfAbsent(
                        split.serializedName(), s -> new TreeMap<>())
                .computeIfAbsent(task, t -> new TreeMap<>())
                .put(name, own.stream().mapToDouble(score -> score).average().orElseThrow())));
    }

    private static float[] features(List<FeatureStore> stores, String key) throws BadSampleException {
        for (FeatureStore store : stores) {
            if (store.contains(key)) {
                return store.features(key);
            }
        }
        throw new BadSampleException("image " + key, "no feature store has it");
    }

    private static RgbImage image(List<ImageArchive> archives, String key) throws BadSampleException {
        for (ImageArchive archive : archives) {
            if (archive.contains(key)) {
                return archive.image(key);
            }
        }
        throw new BadSampleException("image " + key, "no archive has it");
    }
}
