package io.firstlight.eval.score;

import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.PackedTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * An oracle: a next-token model given by hand, as a function of the document up to a position. Visual tokens enter the
 * history as their feature's text ("*7"), text tokens as their id, so a test sees exactly what a network would attend
 * to.
 */
public class HistoryModel implements NextTokenModel {
    /** [rows, columns] of every batch asked, in order. */
    public final List<int[]> batches = new ArrayList<>();
    /** Number of log-probabilities asked for. */
    public int numQueries;

    private final Function<List<String>, float[]> distributionAfter;

    public HistoryModel(Function<List<String>, float[]> distributionAfter) {
        this.distributionAfter = distributionAfter;
    }

    /** Log-probabilities that are a hash of the history: different everywhere, and reproducible by hand. */
    public static float[] hashed(List<String> history, int vocabularySize) {
        double[] weights = new double[vocabularySize];
        for (int token = 0; token < vocabularySize; token++) {
            weights[token] = 1 + Math.floorMod(31 * history.hashCode() + 17 * token, 97);
        }
        double sum = Arrays.stream(weights).sum();
        float[] log = new float[vocabularySize];
        for (int token = 0; token < vocabularySize; token++) {
            log[token] = (float) Math.log(weights[token] / sum);
        }
        return log;
    }

    @Override
    public boolean readsImages() {
        return true;
    }

    @Override
    public float[] logProbabilities(PackedTokens tokens, ImageInputs images, Queries queries) {
        batches.add(new int[] {tokens.rows(), tokens.columns()});
        numQueries += queries.positions().length;
        float[] found = new float[queries.positions().length];
        for (int q = 0; q < found.length; q++) {
            found[q] = distributionAfter.apply(history(tokens, images, queries.positions()[q]))[queries.tokenIds()[q]];
        }
        return found;
    }

    @Override
    public float[] distribution(PackedTokens tokens, ImageInputs images, int position) {
        return distributionAfter.apply(history(tokens, images, position));
    }

    private static List<String> history(PackedTokens tokens, ImageInputs images, int position) {
        PackedTokens.Layout layout = tokens.layout();
        int document = layout.documentIds()[position];
        if (document == PackedTokens.PADDING) {
            throw new AssertionError("position " + position + " is padding");
        }
        List<String> history = new ArrayList<>();
        int rowStart = position / tokens.columns() * tokens.columns();
        for (int p = rowStart; p <= position; p++) {
            if (layout.documentIds()[p] == document) {
                if (layout.positions()[p] != history.size()) {
                    throw new AssertionError(
                            "position " + layout.positions()[p] + " after " + history.size() + " tokens");
                }
                int slot = Arrays.binarySearch(layout.images().positions(), p);
                history.add(
                        slot < 0
                                ? "" + tokens.tokenIds()[p]
                                : "*" + (int) ((ImageInputs.Features) images).values()[slot]);
            }
        }
        return history;
    }
}
