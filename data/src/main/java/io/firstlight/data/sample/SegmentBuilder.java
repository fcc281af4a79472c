package io.firstlight.data.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the segments of a sample or a prompt. Neighbouring text with the same target mark becomes one segment, so
 * that the same tokens always give the same segments, however they were added.
 */
public final class SegmentBuilder {
    private final List<Segment> finished = new ArrayList<>();
    private int[] tokens = new int[64];
    private int numTokens;
    private boolean isTarget;

    /** Appends text; no tokens add nothing. */
    public SegmentBuilder text(boolean isTarget, int... tokenIds) {
        if (isTarget != this.isTarget) {
            finishText();
            this.isTarget = isTarget;
        }
        int needed = numTokens + tokenIds.length;
        if (needed > tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.max(needed, 2 * tokens.length));
        }
        System.arraycopy(tokenIds, 0, tokens, numTokens, tokenIds.length);
        numTokens = needed;
        return this;
    }

    /** Appends an image of {@code visualTokens} positions. */
    public SegmentBuilder image(String key, int visualTokens) {
        return add(new Segment.Image(key, visualTokens));
    }

    /** Appends a segment. */
    public SegmentBuilder add(Segment segment) {
        if (segment instanceof Segment.Text text) {
            return text(text.isTarget(), text.tokenIds());
        }
        finishText();
        finished.add(segment);
        return this;
    }

    /** Appends segments in their order. */
    public SegmentBuilder addAll(List<? extends Segment> segments) {
        segments.forEach(this::add);
        return this;
    }

    /** What was added so far. */
    public List<Segment> segments() {
        finishText();
        return List.copyOf(finished);
    }

    /** What was added so far, as a sample. */
    public Sample sample(String id) {
        return new Sample(id, segments());
    }

    private void finishText() {
        if (numTokens > 0) {
            finished.add(new Segment.Text(Arrays.copyOf(tokens, numTokens), isTarget));
            numTokens = 0;
        }
    }
}
