package io.firstlight.cli.verify;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.Checksums;
import io.firstlight.core.image.ImageEncoding;
import io.firstlight.core.image.ImageFit;
import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.ImageTransform;
import io.firstlight.core.image.PixelNormalization;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.catalog.SourceEntry;
import io.firstlight.data.format.FormatOptions;
import io.firstlight.data.format.RecordSource;
import io.firstlight.data.format.SampleFormat;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.store.KeyedRecordStore;
import io.firstlight.data.store.RecordStore;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.data.visual.PixelLookup;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.training.StageData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads everything that a catalog names as a study would: decodes every image, tokenizes every text, loads every
 * question.
 */
public final class DatasetCheck implements AutoCloseable {
    /** No batch is made, so any number of visual tokens will do. */
    private static final ImageEncoding ANY_ENCODING = new ImageEncoding() {
        @Override
        public ImageTransform transform() {
            return new ImageTransform(new ImageFit.Keep(), PixelNormalization.HALF);
        }

        @Override
        public int visualTokens(ImageSize size) {
            return 1;
        }
    };

    /** The captions that the recipes of a study choose from. */
    private static final List<String> CAPTIONS = List.of("short", "rich");

    private final Catalog catalog;
    private final Progress progress;
    private final TextTokenizer tokenizer;
    private final Map<String, ImageArchive> archives = new HashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Bad> bad = new ArrayList<>();

    /** One set of images or one source of samples. */
    public record Part(String name, long samples, long bad, long tokens) {}

    /**
     * A sample that a study could not use.
     *
     * @param place file and line, or archive and member
     */
    public record Bad(String part, String place, String reason) {}

    /**
     * What a check found.
     *
     * @param parts sources and benchmarks with their counts
     * @param bad what cannot be used
     */
    public record Result(String dataset, List<Part> parts, List<Bad> bad) {
        public Result {
            parts = List.copyOf(parts);
            bad = List.copyOf(bad);
        }
    }

    private DatasetCheck(Catalog catalog, Progress progress) {
        this.catalog = catalog;
        this.progress = progress;
        this.tokenizer = catalog.loadTokenizer();
    }

    /**
     * Reads every record of a data set once.
     *
     * @throws UserException if the catalog itself is wrong, so that nothing else can be read
     */
    public static Result of(Path directoryOrCatalog, Progress progress) {
        try (DatasetCheck check = new DatasetCheck(Catalog.open(directoryOrCatalog), progress)) {
            return check.run();
        }
    }

    private Result run() {
        noteWhatTheUsualStudyLacks();
        for (String name : catalog.sourceNames()) {
            SourceEntry source = catalog.source(name);
            if (!source.isImages()) {
                checkContent(name);
            }
            if (source.imageFiles().isPresent()) {
                checkImages(name);
            }
            if (source.kind().equals(SampleFormats.CAPTIONS)
                    && !source.options().containsKey(SampleFormats.CAPTION_OPTION)) {
                for (String caption : CAPTIONS) {
                    checkSamples(
                            name, name + " " + caption, FormatOptions.NONE.with(SampleFormats.CAPTION_OPTION, caption));
                }
            } else if (!source.isImages()) {
                checkSamples(name, name, FormatOptions.NONE);
            }
        }
        catalog.benchmarkNames().forEach(this::checkBenchmark);
        return new Result(catalog.name(), parts, bad);
    }

    /** A catalog may lack any source; the short form of a study file asks for these. */
    private void noteWhatTheUsualStudyLacks() {
        DataRoles roles = DataRoles.DEFAULT;
        for (String name :
                List.of(roles.text(), roles.validation(), roles.encoder(), roles.mixture(), roles.dialogues())) {
            if (!catalog.hasSource(name)) {
                progress.message("there is no source '" + name
                        + "'; docs/dataset-layout.md says which studies need it, and how a study names another");
            }
        }
        for (String name : roles.benchmarks()) {
            if (!catalog.hasBenchmark(name)) {
                progress.message("there is no benchmark '" + name + "'; a study that evaluates others names them");
            }
        }
    }

    private void checkImages(String name) {
        KeyedRecordStore store = catalog.openImages(name);
        ImageArchive archive = ImageArchive.open(store);
        archives.put(name, archive);
        checkContent("images of " + name, store);
        List<String> keys = archive.keys();
        check("images of " + name, keys.size(), "images", index -> {
            archive.image(keys.get((int) index));
            return 0;
        });
    }

    private void checkContent(String name) {
        try (RecordStore store = catalog.openStore(name)) {
            checkContent(name, store);
        }
    }

    /** Whoever wrote a shard wrote its hash beside it: what has changed since was not meant to. */
    private void checkContent(String name, RecordStore store) {
        try {
            for (int shard = 0; shard < store.shards(); shard++) {
                RecordStore.ShardSummary summary = store.summary(shard);
                if (!Checksums.sha256(Path.of(summary.file())).equals(summary.sha256())) {
                    bad.add(new Bad(
                            name,
                            summary.file(),
                            "its content is not the one that the index beside it was made of; bring the file back, or"
                                    + " delete the index if the change was meant"));
                }
            }
        } catch (IOException e) {
            throw new UserException("cannot read '" + name + "': " + e.getMessage(), e);
        }
    }

    private void checkSamples(String name, String as, FormatOptions options) {
        VisualLookup images = archives.containsKey(name)
                ? PixelLookup.of(List.of(archives.get(name)), ANY_ENCODING)
                : VisualLookup.none();
        try (RecordSource source =
                catalog.openSource(name, as, options, new SampleFormat.Tools(tokenizer, catalog.template(), images))) {
            if (source.size() == 0) {
                bad.add(new Bad(as, catalog.source(name).files().words(), "it has no records"));
            }
            check(source);
        }
    }

    private void checkBenchmark(String name) {
        Predicate<String> imageExists = key -> false;
        if (catalog.benchmark(name).images().isPresent()) {
            checkImages(name);
            imageExists = archives.get(name)::contains;
        }
        EvaluationSet set = StageData.benchmark(catalog, name, imageExists);
        set.tasks()
                .forEach(task -> parts.add(new Part(
                        name + "/" + task.name(), set.items(task.name()).size(), 0, 0)));
    }

    private void check(SampleSource source) {
        check(
                source.name(),
                source.size(),
                "samples",
                index -> source.sample(index).numTextTokens());
    }

    private void check(String name, long size, String unit, Probe probe) {
        long found = bad.size();
        long tokens = 0;
        try (Progress.Task task = progress.begin("reading " + name, size, unit)) {
            for (long index = 0; index < size; index++) {
                try {
                    tokens += probe.tokens(index);
                } catch (BadSampleException e) {
                    bad.add(new Bad(name, e.place(), e.reason()));
                }
                task.update(index + 1, "");
            }
        }
        parts.add(new Part(name, size, bad.size() - found, tokens));
    }

    @Override
    public void close() {
        archives.values().forEach(ImageArchive::close);
        tokenizer.close();
    }

    /** Uses one sample and says how many text tokens it has. */
    private interface Probe {
        int tokens(long index) throws BadSampleException;
    }
}
