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
import io.firstlight.data.format.DialogueEncoder;
import io.firstlight.data.format.FormatOptions;
import io.firstlight.data.format.RecordSource;
import io.firstlight.data.format.SampleFormat;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.store.KeyedRecordStore;
import io.firstlight.data.store.RecordStore;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.data.visual.PixelLookup;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.run.EvaluationCheck;
import io.firstlight.eval.score.PromptEncoder;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.training.CaptionBags;
import io.firstlight.study.training.CaptionTable;
import io.firstlight.study.training.StageData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

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

    /** A greater share of unknown tokens in a source is worth a note. */
    private static final double MOST_UNKNOWN = 0.1;

    private final Catalog catalog;
    private final Progress progress;
    private final TextTokenizer tokenizer;
    private final Map<String, ImageArchive> archives = new HashMap<>();
    private final Findings findings = new Findings();

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
    public static Findings.Result of(Path directoryOrCatalog, Progress progress) {
        try (DatasetCheck check = new DatasetCheck(Catalog.open(directoryOrCatalog), progress)) {
            return check.run();
        }
    }

    private Findings.Result run() {
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
                Map<String, Long> unread = Map.of();
                for (String caption : CAPTIONS) {
                    unread = checkSamples(
                            name, name + " " + caption, FormatOptions.NONE.with(SampleFormats.CAPTION_OPTION, caption));
                }
                findings.unread(name, unread);
            } else if (!source.isImages()) {
                findings.unread(name, checkSamples(name, name, FormatOptions.NONE));
            }
        }
        catalog.benchmarkNames().forEach(this::checkBenchmark);
        checkWhatStagesReadTogether();
        return findings.result(catalog.name());
    }

    /** A catalog may lack any source; the short form of a study file asks for these. */
    private void noteWhatTheUsualStudyLacks() {
        DataRoles roles = DataRoles.DEFAULT;
        for (String name :
                List.of(roles.text(), roles.validation(), roles.encoder(), roles.mixture(), roles.dialogues())) {
            if (!catalog.hasSource(name)) {
                findings.note("there is no source '" + name
                        + "'; docs/dataset-layout.md says which studies need it, and how a study names another");
            }
        }
        for (String name : roles.benchmarks()) {
            if (!catalog.hasBenchmark(name)) {
                findings.note("there is no benchmark '" + name + "'; a study that evaluates others names them");
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
                    findings.bad(
                            name,
                            summary.file(),
                            "its content is not the one that the index beside it was made of; bring the file back, or"
                                    + " delete the index if the change was meant");
                }
            }
        } catch (IOException e) {
            throw new UserException("cannot read '" + name + "': " + e.getMessage(), e);
        }
    }

    /** Counts the records that have a key that no stage reads, by key. */
    private Map<String, Long> checkSamples(String name, String as, FormatOptions options) {
        VisualLookup images = archives.containsKey(name)
                ? PixelLookup.of(List.of(archives.get(name)), ANY_ENCODING)
                : VisualLookup.none();
        boolean isCaptions = catalog.source(name).kind().equals(SampleFormats.CAPTIONS);
        Map<String, Long> unread = new HashMap<>();
        long[] words = new long[2];
        try (RecordSource source =
                catalog.openSource(name, as, options, new SampleFormat.Tools(tokenizer, catalog.template(), images))) {
            if (source.size() == 0) {
                findings.bad(as, catalog.source(name).files().words(), "it has no records");
            }
            check(as, source.size(), "samples", index -> {
                Sample sample = source.sample(index);
                int tokens = sample.numTextTokens();
                words[0] += tokens;
                words[1] += sample.count(tokenizer.unknown());
                if (isCaptions) {
                    CaptionTable.concepts(source.record(index));
                }
                source.unread(index).forEach(key -> unread.merge(key, 1L, Long::sum));
                return tokens;
            });
        }
        if (words[1] > MOST_UNKNOWN * words[0]) {
            findings.note(String.format(
                    Locale.ROOT,
                    "%.0f %% of the tokens of '%s' stand for text that the tokenizer does not know",
                    100.0 * words[1] / words[0],
                    as));
        }
        return unread;
    }

    private void checkBenchmark(String name) {
        Predicate<String> imageExists = key -> false;
        if (catalog.benchmark(name).images().isPresent()) {
            checkImages(name);
            imageExists = archives.get(name)::contains;
        }
        EvaluationSet set = StageData.benchmark(catalog, name, imageExists);
        EvaluationCheck found = EvaluationCheck.of(
                set,
                new PromptEncoder(
                        new DialogueEncoder(tokenizer, catalog.template()), tokenizer.begin(), tokenizer.end()));
        for (EvaluationTask task : set.tasks()) {
            List<EvaluationCheck.Fault> faults = found.faults().stream()
                    .filter(fault -> fault.task().equals(task.name()))
                    .toList();
            String part = name + "/" + task.name();
            faults.forEach(fault ->
                    findings.bad(part, fault.place(catalog.benchmark(name).tasks()), fault.reason()));
            findings.part(part, set.items(task.name()).size(), faults.size(), 0);
        }
        found.notes().forEach(findings::note);
    }

    /** The usual study reads the images of its mixture and of its dialogues together, and aligns on the encoder's. */
    private void checkWhatStagesReadTogether() {
        DataRoles roles = DataRoles.DEFAULT;
        List<String> together = Stream.of(roles.mixture(), roles.dialogues())
                .filter(archives::containsKey)
                .toList();
        try {
            PixelLookup.of(
                    catalog.distinctImages(together).stream().map(archives::get).toList(), ANY_ENCODING);
        } catch (UserException e) {
            findings.bad(String.join(" and ", together), "images", e.getMessage());
        }
        if (findings.numBad() == 0 && catalog.hasSource(roles.encoder())) {
            try (StageData data = StageData.of(catalog)) {
                CaptionBags.read(data, roles.encoder(), "both", progress);
            } catch (UserException e) {
                findings.note(e.getMessage());
            } catch (IOException e) {
                throw new UserException("cannot read '" + roles.encoder() + "': " + e.getMessage(), e);
            }
        }
    }

    private void check(String name, long size, String unit, Probe probe) {
        int found = findings.numBad();
        long tokens = 0;
        try (Progress.Task task = progress.begin("reading " + name, size, unit)) {
            for (long index = 0; index < size; index++) {
                try {
                    tokens += probe.tokens(index);
                } catch (BadSampleException e) {
                    findings.bad(name, e);
                }
                task.update(index + 1, "");
            }
        }
        findings.part(name, size, findings.numBad() - found, tokens);
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
