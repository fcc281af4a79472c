package io.firstlight.core.sequence;

import java.util.Arrays;

/**
 * Packed sequences as they enter the decoder: {@code rows} rows of {@code columns} positions, each holding one or more
 * documents. Plain arrays in row-major order, so that data can make them and model can read them without either knowing
 * the other. The arrays are not copied; treat them as immutable.
 *
 * @param rows B
 * @param columns T
 * @param tokenIds [B*T]; padding and visual positions hold 0
 * @param targets [B*T]; the token to predict at this position, or {@link #NO_TARGET}
 * @param layout where documents and images stand
 */
public record PackedTokens(int rows, int columns, int[] tokenIds, int[] targets, Layout layout) {
    public static final int NO_TARGET = -1;
    public static final int PADDING = -1;

    public PackedTokens {
        int size = rows * columns;
        if (tokenIds.length != size
                || targets.length != size
                || layout.documentIds.length != size
                || layout.positions.length != size) {
            throw new IllegalArgumentException("packed tokens of " + rows + " x " + columns + " need arrays of " + size
                    + ", found " + tokenIds.length + ", " + targets.length + ", " + layout.documentIds.length + ", "
                    + layout.positions.length);
        }
        requireWithinRows(layout.images, columns, size);
    }

    private static void requireWithinRows(ImageSpans images, int columns, int size) {
        for (int i = 0; i < images.numImages(); i++) {
            int last = images.starts()[i] + images.lengths()[i] - 1;
            if (last >= size || images.starts()[i] / columns != last / columns) {
                throw new IllegalArgumentException("image " + i + " takes positions " + images.starts()[i] + " to "
                        + last + " of " + size + "; it must lie within one row of " + columns);
            }
        }
    }

    /**
     * Which document and image each position belongs to.
     *
     * @param documentIds [B*T]; the document of each position, unique within its row, or {@link #PADDING}
     * @param positions [B*T]; position within the document, from 0 (rotary embedding)
     * @param images the positions of each image, in the order of the batch's image inputs
     */
    public record Layout(int[] documentIds, int[] positions, ImageSpans images) {}

    /** The rows {@code begin .. begin+count-1} as packed tokens of their own, with the images that stand in them. */
    public PackedTokens rows(int begin, int count) {
        int from = begin * columns;
        int to = from + count * columns;
        return new PackedTokens(
                count,
                columns,
                Arrays.copyOfRange(tokenIds, from, to),
                Arrays.copyOfRange(targets, from, to),
                new Layout(
                        Arrays.copyOfRange(layout.documentIds, from, to),
                        Arrays.copyOfRange(layout.positions, from, to),
                        layout.images.within(from, to)));
    }

    /** Number of positions that carry a loss. */
    public int numTargets() {
        int count = 0;
        for (int target : targets) {
            if (target != NO_TARGET) {
                count++;
            }
        }
        return count;
    }
}
