package io.firstlight.study.work;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.file.StoredJson;
import io.firstlight.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What of a data set decides cost. Areas of images are in squares of {@link #SQUARE_PIXELS} x {@link #SQUARE_PIXELS}
 * pixels, for they are measured before it is known which encoder will read the images.
 *
 * @param tokenizer the vocabulary's size
 * @param images number of images of every image set
 * @param squares area of every image set
 * @param dialogues what one pass over the dialogues is
 * @param encoder what a captioned image of the encoder's set is
 * @param mixture what a captioned image of the mixture's set is
 * @param evaluation what one evaluation of a model is, on a benchmark that is not counted by itself
 * @param benchmarks the same for each benchmark, by name
 */
public record DataFacts(
        Units tokenizer,
        Map<String, Long> images,
        Map<String, Long> squares,
        Dialogues dialogues,
        Captions encoder,
        Captions mixture,
        Evaluation evaluation,
        Map<String, Evaluation> benchmarks) {
    /** Side of the squares that areas of images are given in. */
    public static final int SQUARE_PIXELS = 32;
    /** Where a data stage notes them. */
    public static final String FILE = "facts.json";
    /** Of a data set like the quickstart's, for plans made before the data is there. */
    public static final DataFacts TYPICAL = new DataFacts(
            new Units(4096),
            Map.of("encoder", 30_000L, "mixture", 16_000L, "dialogues", 24_000L, "evaluation", 5_000L),
            Map.of("encoder", 30_000L, "mixture", 40_000L, "dialogues", 60_000L, "evaluation", 10_000L),
            new Dialogues(24_000, 22, 2, 4),
            new Captions(1, 6),
            new Captions(2.5, 10),
            new Evaluation(20_000, 14, 2),
            Map.of());

    public DataFacts {
        // Facts of older data stages have neither numbers of images nor single benchmarks.
        images = images == null ? Map.of() : Map.copyOf(images);
        squares = Map.copyOf(squares);
        benchmarks = benchmarks == null ? Map.of() : Map.copyOf(benchmarks);
    }

    /** The facts noted in a data stage's directory; {@link #TYPICAL} when there are none. */
    public static DataFacts read(Path dataStage) {
        Path file = dataStage.resolve(FILE);
        return Files.isRegularFile(file)
                ? StoredJson.read(
                        file, DataFacts.class, "delete its directory " + dataStage + " and run the study again")
                : TYPICAL;
    }

    /** Images of a set; taken for images of one square each where their number is not known. */
    public long images(String set) {
        return images.getOrDefault(set, squares(set));
    }

    /** Mean area of the images of a set; 0 for a set that is not there. */
    public double meanSquares(String set) {
        return images(set) == 0 ? 0 : (double) squares(set) / images(set);
    }

    private long squares(String set) {
        return squares.getOrDefault(set, 0L);
    }

    /** What one evaluation of a model on these benchmarks is. */
    public Evaluation evaluation(List<String> names) {
        List<Evaluation> all = names.stream()
                .map(name -> benchmarks.getOrDefault(name, evaluation))
                .toList();
        long rows = all.stream().mapToLong(Evaluation::rows).sum();
        return new Evaluation(
                rows, mean(all, rows, Evaluation::meanTextTokens), mean(all, rows, Evaluation::meanSquares));
    }

    private static double mean(List<Evaluation> all, long rows, ToDoubleFunction<Evaluation> value) {
        return rows == 0
                ? 0
                : all.stream()
                                .mapToDouble(one -> one.rows() * value.applyAsDouble(one))
                                .sum()
                        / rows;
    }

    /** Notes the facts in a data stage's directory. */
    public void write(Path dataStage) throws IOException {
        AtomicFiles.writeString(dataStage.resolve(FILE), Json.pretty(this));
    }

    public record Units(int vocabularySize) {}

    /**
     * Averages over the dialogues.
     *
     * @param count number of dialogues
     * @param meanTextTokens text tokens per dialogue
     * @param meanSquares of one's image, 0 counted for those without
     * @param meanTargets tokens of one that are predicted
     */
    public record Dialogues(long count, double meanTextTokens, double meanSquares, double meanTargets) {}

    /**
     * Averages over the captioned images.
     *
     * @param meanSquares of a captioned image
     * @param meanTextTokens of its caption with begin and end
     */
    public record Captions(double meanSquares, double meanTextTokens) {}

    /**
     * Averages over the rows of the evaluation.
     *
     * @param rows number of rows, for all items, conditions and options that need one
     * @param meanTextTokens text tokens per row
     * @param meanSquares of its image, 0 counted for those without
     */
    public record Evaluation(long rows, double meanTextTokens, double meanSquares) {}
}
