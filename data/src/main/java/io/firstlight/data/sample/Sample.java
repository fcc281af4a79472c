package io.firstlight.data.sample;

import java.util.Arrays;
import java.util.List;

/**
 * One document, captioned image or dialogue, ready for packing: segments of text and images in any order and number.
 * Each target token is predicted from the position before it, whether that is text or the end of an image.
 *
 * @param id unique within its source; ledgers and error messages show it
 * @param segments at least one; the first is no target, since nothing stands before it
 */
public record Sample(String id, List<Segment> segments) {
    public Sample {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("sample " + id + " has no segments; it needs at least one");
        }
        if (segments.get(0) instanceof Segment.Text text && text.isTarget()) {
            throw new IllegalArgumentException("sample " + id
                    + " begins with a target, which no position could predict; begin it with a special token");
        }
    }

    /** Positions in the decoder: text tokens and visual tokens. */
    public int length() {
        int length = 0;
        for (Segment segment : segments) {
            length += segment.length();
        }
        return length;
    }

    public int numTextTokens() {
        return length() - numVisualTokens();
    }

    public int numVisualTokens() {
        int count = 0;
        for (Segment segment : segments) {
            count += segment instanceof Segment.Image image ? image.visualTokens() : 0;
        }
        return count;
    }

    /** Number of tokens that are predicted. */
    public int numTargets() {
        int count = 0;
        for (Segment segment : segments) {
            count += segment instanceof Segment.Text text && text.isTarget() ? text.length() : 0;
        }
        return count;
    }

    /** How often a token stands in its text. */
    public int count(int tokenId) {
        int count = 0;
        for (Segment segment : segments) {
            count += segment instanceof Segment.Text text
                    ? (int) Arrays.stream(text.tokenIds())
                            .filter(id -> id == tokenId)
                            .count()
                    : 0;
        }
        return count;
    }

    /** The images in their order; one that is shown twice is there twice. */
    public List<Segment.Image> images() {
        return segments.stream()
                .filter(Segment.Image.class::isInstance)
                .map(Segment.Image.class::cast)
                .toList();
    }
}
