package io.firstlight.core.sequence;

import java.util.ArrayList;
import java.util.List;

/**
 * Some rows of a batch, with the images that stand in them.
 *
 * @param firstRow of the batch
 */
public record BatchPart(int firstRow, PackedTokens tokens, ImageInputs images) {
    /**
     * The whole batch if {@code rows} is 0, or parts of at most so many rows, in their order.
     *
     * @param images of the batch
     */
    public static List<BatchPart> of(PackedTokens tokens, ImageInputs images, int rows) {
        if (rows == 0 || rows >= tokens.rows()) {
            return List.of(new BatchPart(0, tokens, images));
        }
        ImageSpans spans = tokens.layout().images();
        List<BatchPart> parts = new ArrayList<>();
        for (int begin = 0; begin < tokens.rows(); begin += rows) {
            int count = Math.min(rows, tokens.rows() - begin);
            int firstImage = spans.numBefore(begin * tokens.columns());
            int endImage = spans.numBefore((begin + count) * tokens.columns());
            parts.add(new BatchPart(begin, tokens.rows(begin, count), images.part(firstImage, endImage)));
        }
        return parts;
    }

    /**
     * Parts of whole rows with about {@code positions} positions each: as many as the batch holds {@code positions},
     * and at least one.
     */
    public static List<BatchPart> ofPositions(PackedTokens tokens, ImageInputs images, int positions) {
        int parts = Math.max(1, Math.min(tokens.rows(), tokens.rows() * tokens.columns() / positions));
        return of(tokens, images, (tokens.rows() + parts - 1) / parts);
    }
}
