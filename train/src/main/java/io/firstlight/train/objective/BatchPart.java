package io.firstlight.train.objective;

import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.core.sequence.VisualContent;
import io.firstlight.data.batch.TrainingBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Some rows of a batch, with the images that stand in them. */
record BatchPart(PackedTokens tokens, VisualContent visual) {
    /** The whole batch if {@code rows} is 0, or parts of at most so many rows, in their order. */
    static List<BatchPart> of(TrainingBatch batch, int rows) {
        PackedTokens tokens = batch.tokens();
        if (rows == 0 || rows >= tokens.rows()) {
            return List.of(new BatchPart(tokens, batch.visual()));
        }
        List<BatchPart> parts = new ArrayList<>();
        for (int begin = 0; begin < tokens.rows(); begin += rows) {
            int count = Math.min(rows, tokens.rows() - begin);
            parts.add(new BatchPart(tokens.rows(begin, count), visual(batch, begin, count)));
        }
        return parts;
    }

    private static VisualContent visual(TrainingBatch batch, int begin, int count) {
        ImageSpans images = batch.tokens().layout().images();
        int columns = batch.tokens().columns();
        int firstImage = images.numBefore(begin * columns);
        int endImage = images.numBefore((begin + count) * columns);
        int firstToken = sum(images.lengths(), 0, firstImage);
        int endToken = firstToken + sum(images.lengths(), firstImage, endImage);
        if (firstToken == endToken) {
            return new VisualContent.None();
        }
        if (batch.visual() instanceof VisualContent.Features features) {
            int width = features.width();
            return new VisualContent.Features(
                    Arrays.copyOfRange(features.values(), firstToken * width, endToken * width), width);
        }
        VisualContent.Pixels pixels = (VisualContent.Pixels) batch.visual();
        int tokensPerTile = images.numVisualTokens() / pixels.tiles();
        int tileBytes = pixels.rgb().length / pixels.tiles();
        int firstTile = firstToken / tokensPerTile;
        int endTile = endToken / tokensPerTile;
        return new VisualContent.Pixels(
                Arrays.copyOfRange(pixels.rgb(), firstTile * tileBytes, endTile * tileBytes),
                endTile - firstTile,
                pixels.tilePixels());
    }

    private static int sum(int[] values, int from, int to) {
        return Arrays.stream(values, from, to).sum();
    }
}
