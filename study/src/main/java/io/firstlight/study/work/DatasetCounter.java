package io.firstlight.study.work;

import io.firstlight.core.error.UserException;
import io.firstlight.core.image.ImageEncoding;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.format.FormatOptions;
import io.firstlight.data.format.RecordSource;
import io.firstlight.data.format.SampleFormat;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.data.visual.PixelLookup;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.score.Condition;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.model.vision.patches.PatchesConfig;
import io.firstlight.study.settings.DataRoles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Measures a prepared data set for the cost model: counts are exact, means come from a few hundred samples of each
 * kind.
 */
public final class DatasetCounter {
    private static final int SAMPLES = 400;
    /** With one token a square, visual tokens are squares. */
    private static final ImageEncoding SQUARES = new PatchesConfig(new TileGrid(DataFacts.SQUARE_PIXELS, 1, 4));

    private DatasetCounter() {}

    public static DataFacts count(Catalog data) {
        // Costs are estimates: of a study that names its sources otherwise, the first source of a kind stands for it.
        DataRoles roles = DataRoles.DEFAULT;
        Map<String, ImageArchive> archives = new LinkedHashMap<>();
        try (TextTokenizer tokenizer = data.loadTokenizer()) {
            for (String set : data.distinctImages(data.imageSetNames())) {
                archives.put(set, ImageArchive.open(data.openImages(set)));
            }
            // By source and benchmark: keys of images may repeat in another's.
            Function<String, VisualLookup> squares =
                    name -> data.imageSetNames().contains(name)
                            ? PixelLookup.of(
                                    List.of(archives.get(
                                            data.distinctImages(List.of(name)).get(0))),
                                    SQUARES)
                            : VisualLookup.none();
            Function<String, SampleFormat.Tools> tools =
                    name -> new SampleFormat.Tools(tokenizer, data.template(), squares.apply(name));
            Map<String, Long> images = new TreeMap<>();
            Map<String, Long> squaresOfSets = new TreeMap<>();
            archives.forEach((set, archive) -> {
                images.put(set, (long) archive.keys().size());
                squaresOfSets.put(set, squares(archive));
            });
            Map<String, DataFacts.Evaluation> benchmarks = benchmarks(data, tokenizer, squares);
            return new DataFacts(
                    new DataFacts.Units(tokenizer.vocabularySize()),
                    images,
                    squaresOfSets,
                    dialogues(data, source(data, roles.dialogues(), SampleFormats.DIALOGUES), tools),
                    captions(data, source(data, roles.encoder(), SampleFormats.CAPTIONS), tools),
                    captions(data, source(data, roles.mixture(), SampleFormats.CAPTIONS), tools),
                    usualBenchmark(data).map(benchmarks::get).orElse(new DataFacts.Evaluation(0, 0, 0)),
                    benchmarks);
        } finally {
            archives.values().forEach(ImageArchive::close);
        }
    }

    private static long squares(ImageArchive archive) {
        List<String> keys = archive.keys();
        Mean mean = new Mean();
        for (int i : spread(keys.size())) {
            try {
                mean.add(SQUARES.visualTokens(archive.size(keys.get(i))));
            } catch (BadSampleException e) {
                // Counted, named and replaced where it is used; a mean can do without it.
            }
        }
        return Math.round(mean.value() * keys.size());
    }

    /** The source of that name, else the first of that kind. */
    private static Optional<String> source(Catalog data, String name, String kind) {
        return data.hasSource(name)
                ? Optional.of(name)
                : data.sourceNames().stream()
                        .filter(source -> data.source(source).kind().equals(kind))
                        .findFirst();
    }

    private static Map<String, DataFacts.Evaluation> benchmarks(
            Catalog data, TextTokenizer tokenizer, Function<String, VisualLookup> squares) {
        Map<String, DataFacts.Evaluation> counted = new TreeMap<>();
        for (String name : data.benchmarkNames()) {
            counted.put(name, evaluation(data, name, tokenizer, squares.apply(name)));
        }
        return counted;
    }

    private static Optional<String> usualBenchmark(Catalog data) {
        String name = DataRoles.DEFAULT.benchmarks().get(0);
        return data.hasBenchmark(name)
                ? Optional.of(name)
                : data.benchmarkNames().stream().findFirst();
    }

    private static DataFacts.Dialogues dialogues(
            Catalog data, Optional<String> name, Function<String, SampleFormat.Tools> tools) {
        if (name.isEmpty()) {
            return new DataFacts.Dialogues(0, 0, 0, 0);
        }
        try (RecordSource source = data.openSource(name.get(), FormatOptions.NONE, tools.apply(name.get()))) {
            Means means = new Means(source);
            return new DataFacts.Dialogues(
                    source.size(), means.text.value(), means.squares.value(), means.targets.value());
        }
    }

    /** Nothing of a source that is not there: a study that does not use it may leave it out. */
    private static DataFacts.Captions captions(
            Catalog data, Optional<String> name, Function<String, SampleFormat.Tools> tools) {
        if (name.isEmpty()) {
            return new DataFacts.Captions(0, 0);
        }
        try (RecordSource source = data.openSource(
                name.get(), FormatOptions.NONE.with(SampleFormats.CAPTION_OPTION, "short"), tools.apply(name.get()))) {
            Means means = new Means(source);
            return new DataFacts.Captions(means.squares.value(), means.text.value());
        }
    }

    private static DataFacts.Evaluation evaluation(
            Catalog data, String benchmark, TextTokenizer tokenizer, VisualLookup squares) {
        EvaluationSet set = EvaluationSet.load(data.benchmark(benchmark).tasks(), key -> true);
        double rows = 0;
        double text = 0;
        double images = 0;
        for (EvaluationTask task : set.tasks()) {
            for (Split split : Split.values()) {
                List<EvaluationItem> items = set.items(task.name(), split);
                Mean rowsOfItem = new Mean();
                Mean tokens = new Mean();
                Mean squaresOfItem = new Mean();
                for (int i : spread(items.size())) {
                    EvaluationItem item = items.get(i);
                    boolean oneRow = item.options().stream().allMatch(option -> tokenizer.encode(option).length == 1);
                    rowsOfItem.add(oneRow ? 1 : item.options().size());
                    tokens.add(tokenizer.encode(item.prompt()).length + 3);
                    squaresOfItem.add(item.hasImage() ? squaresOf(item, squares) : 0);
                }
                double conditions = Condition.of(task.modality()).size();
                double all = items.size() * conditions * rowsOfItem.value();
                rows += all;
                text += all * tokens.value();
                // Without its image an item has no area.
                images += all * squaresOfItem.value() * (conditions > 1 ? (conditions - 1) / conditions : 1);
            }
        }
        return new DataFacts.Evaluation(Math.round(rows), rows == 0 ? 0 : text / rows, rows == 0 ? 0 : images / rows);
    }

    private static double squaresOf(EvaluationItem item, VisualLookup squares) {
        try {
            return squares.visualTokens(item.image());
        } catch (BadSampleException e) {
            throw new UserException(
                    "evaluation item '" + item.id() + "' of task '" + item.task() + "' cannot be shown: "
                            + e.getMessage(),
                    e);
        }
    }

    /** At most {@link #SAMPLES} indexes, evenly spread over a list: data sets often hold one kind after the other. */
    private static int[] spread(long size) {
        int count = (int) Math.min(size, SAMPLES);
        int[] indexes = new int[count];
        for (int i = 0; i < count; i++) {
            indexes[i] = (int) (i * size / count);
        }
        return indexes;
    }

    private static final class Means {
        private final Mean text = new Mean();
        private final Mean squares = new Mean();
        private final Mean targets = new Mean();

        Means(SampleSource source) {
            for (int i : spread(source.size())) {
                try {
                    Sample sample = source.sample(i);
                    text.add(sample.numTextTokens());
                    squares.add(sample.numVisualTokens());
                    targets.add(sample.numTargets());
                } catch (BadSampleException e) {
                    // As in squares().
                }
            }
        }
    }

    private static final class Mean {
        private double sum;
        private long count;

        void add(double value) {
            sum += value;
            count++;
        }

        double value() {
            return count == 0 ? 0 : sum / count;
        }
    }
}
