package io.firstlight.data.pack;

import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.Segment;

/**
 * A sample, or a stretch of a document that is split over rows. A stretch that does not begin at 0 is a document of its
 * own to the decoder; its last position predicts the token the next stretch begins with, so every target is learned
 * once.
 *
 * @param source name of the sample's source
 * @param from first position of the sample, counting text and visual tokens
 * @param to one past the last position; no image is cut by {@code from} or {@code to}
 */
public record Piece(String source, Sample sample, int from, int to) {
    public Piece {
        if (from < 0 || from >= to || to > sample.length()) {
            throw new IllegalArgumentException(
                    "positions " + from + " to " + to + " of sample " + sample.id() + ", which has " + sample.length());
        }
        if (lastCut(sample, from) != from || lastCut(sample, to) != to) {
            throw new IllegalArgumentException("positions " + from + " to " + to + " of sample " + sample.id()
                    + " cut an image in two; an image cannot be split");
        }
    }

    public static Piece whole(String source, Sample sample) {
        return new Piece(source, sample, 0, sample.length());
    }

    /** The last position at or before {@code position} at which {@code sample} may be split: never within an image. */
    public static int lastCut(Sample sample, int position) {
        int begin = 0;
        for (Segment segment : sample.segments()) {
            int end = begin + segment.length();
            if (position < end) {
                return segment instanceof Segment.Image ? begin : position;
            }
            begin = end;
        }
        return begin;
    }

    /** Positions in the row. */
    public int length() {
        return to - from;
    }

    public int numVisualTokens() {
        int count = 0;
        int begin = 0;
        for (Segment segment : sample.segments()) {
            int end = begin + segment.length();
            count += segment instanceof Segment.Image ? overlap(begin, end, from, to) : 0;
            begin = end;
        }
        return count;
    }

    public int numTextTokens() {
        return length() - numVisualTokens();
    }

    /** Positions that carry a loss: those followed, in the sample, by a token that is a target. */
    public int numTargets() {
        int count = 0;
        int begin = 0;
        for (Segment segment : sample.segments()) {
            int end = begin + segment.length();
            count +=
                    segment instanceof Segment.Text text && text.isTarget() ? overlap(begin, end, from + 1, to + 1) : 0;
            begin = end;
        }
        return count;
    }

    /** How many positions lie both in {@code begin .. end-1} and in {@code from .. to-1}. */
    private static int overlap(int begin, int end, int from, int to) {
        return Math.max(0, Math.min(end, to) - Math.max(begin, from));
    }

    /** {@code source:id}, with {@code @from} for a stretch that goes on. */
    public String ledgerId() {
        return source + ":" + sample.id() + (from == 0 ? "" : "@" + from);
    }
}
