package io.firstlight.data.pack;

import io.firstlight.data.sample.Sample;

/**
 * A sample, or a stretch of a document that is split over rows. A stretch that does not begin at 0 is a document of its
 * own to the decoder; its last position predicts the token the next stretch begins with, so every target is learned
 * once.
 *
 * @param source name of the sample's source
 * @param from first text token
 * @param to one past the last text token
 */
public record Piece(String source, Sample sample, int from, int to) {
    public Piece {
        if (from < 0 || from >= to || to > sample.tokens().length) {
            throw new IllegalArgumentException("tokens " + from + " to " + to + " of sample " + sample.id()
                    + ", which has " + sample.tokens().length);
        }
        if (sample.visualTokens() > 0 && (from > 0 || to < sample.tokens().length)) {
            throw new IllegalArgumentException("sample " + sample.id() + " has an image and cannot be split");
        }
    }

    public static Piece whole(String source, Sample sample) {
        return new Piece(source, sample, 0, sample.tokens().length);
    }

    /** Positions in the row. */
    public int length() {
        return to - from + sample.visualTokens();
    }

    /** Positions that carry a loss: those followed, in the sample, by a token that is a target. */
    public int numTargets() {
        int count = 0;
        for (int i = from + 1; i <= Math.min(to, sample.target().length - 1); i++) {
            if (sample.target()[i]) {
                count++;
            }
        }
        return count;
    }

    /** {@code source:id}, with {@code @from} for a stretch that goes on. */
    public String ledgerId() {
        return source + ":" + sample.id() + (from == 0 ? "" : "@" + from);
    }
}
