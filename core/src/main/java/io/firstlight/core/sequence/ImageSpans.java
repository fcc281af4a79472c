package io.firstlight.core.sequence;

import java.util.Arrays;

/**
 * Where the images of packed sequences stand: image i fills the {@code lengths[i]} positions from {@code starts[i]} on.
 * Images come in the order of their positions and never overlap; they may be anywhere in a document, next to each other
 * too. The arrays are not copied; treat them as immutable.
 *
 * @param starts [I]; flat index into [B*T] of the first position of each image, ascending
 * @param lengths [I]; number of visual tokens of each image, at least 1
 */
public record ImageSpans(int[] starts, int[] lengths) {
    /** A batch without images. */
    public static final ImageSpans NONE = new ImageSpans(new int[0], new int[0]);

    public ImageSpans {
        if (starts.length != lengths.length) {
            throw new IllegalArgumentException(
                    "images begin at " + starts.length + " positions but have " + lengths.length + " lengths");
        }
        for (int i = 0; i < starts.length; i++) {
            int free = i == 0 ? 0 : starts[i - 1] + lengths[i - 1];
            if (lengths[i] < 1 || starts[i] < free) {
                throw new IllegalArgumentException("image " + i + " has " + lengths[i] + " visual tokens from position "
                        + starts[i] + "; it needs at least 1, from position " + free + " or later");
            }
        }
    }

    public int numImages() {
        return starts.length;
    }

    /** Number of images that begin before the flat index {@code position}. */
    public int numBefore(int position) {
        int count = 0;
        while (count < starts.length && starts[count] < position) {
            count++;
        }
        return count;
    }

    /** The images that begin within {@code from .. to-1}, at indexes that count from {@code from}. */
    ImageSpans within(int from, int to) {
        int first = numBefore(from);
        int end = numBefore(to);
        int[] shifted = Arrays.copyOfRange(starts, first, end);
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] -= from;
        }
        return new ImageSpans(shifted, Arrays.copyOfRange(lengths, first, end));
    }

    /** V: the visual tokens of all images. */
    public int numVisualTokens() {
        int total = 0;
        for (int length : lengths) {
            total += length;
        }
        return total;
    }

    /** [V]; flat index of every visual position, image by image. */
    public int[] positions() {
        int[] positions = new int[numVisualTokens()];
        int v = 0;
        for (int i = 0; i < starts.length; i++) {
            for (int t = 0; t < lengths[i]; t++) {
                positions[v++] = starts[i] + t;
            }
        }
        return positions;
    }

    /** [V]; index of every visual token within its image, from 0. */
    public int[] tokenIndexes() {
        int[] indexes = new int[numVisualTokens()];
        int v = 0;
        for (int length : lengths) {
            for (int t = 0; t < length; t++) {
                indexes[v++] = t;
            }
        }
        return indexes;
    }
}
