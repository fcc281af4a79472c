package io.firstlight.study.training;

import io.firstlight.core.error.UserException;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.feature.FeatureStore;
import io.firstlight.data.format.FormatOptions;
import io.firstlight.data.format.SampleFormat;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.store.RecordStore;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.data.visual.FeatureLookup;
import io.firstlight.data.visual.PixelLookup;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a stage reads, by the names of the catalog: sources, images, benchmarks, the tokenizer. Closes what it opened.
 */
public final class StageData implements AutoCloseable {
    private final Catalog catalog;
    private final Optional<Path> featureStage;
    private final TextTokenizer tokenizer;
    private final List<AutoCloseable> opened = new ArrayList<>();

    private StageData(Catalog catalog, Optional<Path> featureStage) {
        this.catalog = catalog;
        this.featureStage = featureStage;
        this.tokenizer = catalog.loadTokenizer();
        opened.add(tokenizer);
    }

    /**
     * Opens the data of a stage.
     *
     * @param catalog a directory or file, as {@link Catalog#open} takes it
     * @param featureStage directory of the stage that encoded the images, for a stage that reads features
     */
    public static StageData open(Path catalog, Optional<Path> featureStage) {
        return new StageData(Catalog.open(catalog), featureStage);
    }

    /** The data set as it is before any stage has run: there are no features yet. */
    public static StageData of(Catalog catalog) {
        return new StageData(catalog, Optional.empty());
    }

    public Catalog catalog() {
        return catalog;
    }

    public TextTokenizer tokenizer() {
        return tokenizer;
    }

    /**
     * A source of samples.
     *
     * @param as what mixtures, ledgers and the seed of its order call it
     * @param options laid over the source's own, such as which caption is read
     * @param images of its samples
     */
    public SampleSource source(String name, String as, FormatOptions options, VisualLookup images) {
        return register(
                catalog.openSource(name, as, options, new SampleFormat.Tools(tokenizer, catalog.template(), images)));
    }

    /** The tasks of a benchmark with their items. */
    public static EvaluationSet benchmark(Catalog catalog, String name, Predicate<String> imageExists) {
        return EvaluationSet.load(catalog.benchmark(name).tasks(), imageExists);
    }

    /** The images of a source or benchmark. */
    public ImageArchive archive(String sourceOrBenchmark) {
        return register(ImageArchive.open(catalog.openImages(sourceOrBenchmark)));
    }

    /** Where a stage that encodes images leaves the features of a source or benchmark. */
    public static Path featureFile(Path stageDirectory, String sourceOrBenchmark) {
        return stageDirectory.resolve(featureFileName(sourceOrBenchmark));
    }

    /** The path of that file in the stage's directory, with forward slashes. */
    public static String featureFileName(String sourceOrBenchmark) {
        return "features/" + sourceOrBenchmark + ".features";
    }

    private FeatureStore features(String sourceOrBenchmark) {
        return register(FeatureStore.open(featureFile(featureStage.orElseThrow(), sourceOrBenchmark)));
    }

    /** The images of sources and benchmarks as a model with this vision reads them: cached features or pixels. */
    public VisualLookup images(Vision vision, List<String> sourcesOrBenchmarks) {
        if (vision instanceof Vision.Features features) {
            return FeatureLookup.of(catalog.distinctImages(sourcesOrBenchmarks).stream()
                            .map(this::features)
                            .toList())
                    .atMost(features.maxVisualTokens());
        }
        if (vision instanceof Vision.Pixels pixels) {
            return PixelLookup.of(
                            catalog.distinctImages(sourcesOrBenchmarks).stream()
                                    .map(this::archive)
                                    .toList(),
                            pixels.encoder())
                    .atMost(pixels.maxVisualTokens());
        }
        return VisualLookup.none();
    }

    /**
     * Requires that a source has documents.
     *
     * @param remedy another way out for the user, beginning with a comma, or empty
     */
    public void requireDocuments(String source, String remedy) {
        catalog.source(source, SampleFormats.TEXT);
        try (RecordStore store = catalog.openStore(source)) {
            if (store.rows() == 0) {
                throw new UserException("the source '" + source + "' of " + catalog.origin()
                        + " has no documents; give it some" + remedy);
            }
        }
    }

    /** Closes {@code resource} with this. */
    public <T extends AutoCloseable> T register(T resource) {
        opened.add(resource);
        return resource;
    }

    @Override
    public void close() {
        for (int i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException("could not close " + opened.get(i), e);
            }
        }
    }
}
