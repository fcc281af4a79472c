package io.firstlight.data.batch;

import io.firstlight.core.error.UserException;
import io.firstlight.data.ledger.SourceTokens;
import io.firstlight.data.pack.Piece;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.Segment;
import io.firstlight.data.source.SampleOrder;
import io.firstlight.data.source.SampleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One source in its keyed order, with the samples that are drawn but not yet placed, and the counts of what was placed.
 * Draw {@code o} is position {@code o % size} of the order of pass {@code o / size}.
 */
final class SourceFeed {
    private final SampleSource source;
    private final Cursor.Order order;
    private final Quarantine quarantine;
    private final Limits limits;
    private final List<Waiting> waiting = new ArrayList<>();
    private SampleOrder passOrder;
    private long orderedPass = -1;
    private long next;
    private int splitOffset;
    private SourceTokens counts;

    /**
     * Limits of a feed.
     *
     * @param columns length of the longest sample that is not split
     * @param passes number of passes over the source, or 0 for no end
     */
    record Limits(int columns, int passes) {}

    private record Waiting(long ordinal, Sample sample) {}

    SourceFeed(SampleSource source, Cursor.Order order, Quarantine quarantine, Limits limits) {
        this.source = source;
        this.order = order;
        this.quarantine = quarantine;
        this.limits = limits;
        this.counts = SourceTokens.none(source.sampleKind());
    }

    SampleSource source() {
        return source;
    }

    SourceTokens counts() {
        return counts;
    }

    boolean splits() {
        return source.sampleKind().splits();
    }

    /** Draws until {@code wanted} samples wait or the source is used up; returns whether any waits. */
    boolean fill(int wanted) {
        while (waiting.size() < wanted && !usedUp()) {
            draw();
        }
        return !waiting.isEmpty();
    }

    private boolean usedUp() {
        return limits.passes > 0 && next >= limits.passes * source.size();
    }

    private void draw() {
        long ordinal = next++;
        long index = index(ordinal);
        if (quarantine.contains(source.name(), index)) {
            return;
        }
        try {
            waiting.add(new Waiting(ordinal, usable(source, index, limits.columns)));
        } catch (BadSampleException e) {
            quarantine.add(source, index, e);
        }
    }

    private long index(long ordinal) {
        long pass = ordinal / source.size();
        if (pass != orderedPass) {
            passOrder = new SampleOrder(
                    source.layout(),
                    new SampleOrder.Key(order.seed(), order.purpose() + "/order/" + source.name(), pass));
            orderedPass = pass;
        }
        return passOrder.at(ordinal % source.size());
    }

    /** The sample, if it has something to learn from and, where it may not be split, fits into a row. */
    static Sample usable(SampleSource source, long index, int columns) throws BadSampleException {
        Sample sample = source.sample(index);
        String place = "source " + source.name() + ", sample " + sample.id();
        if (!source.sampleKind().splits() && sample.length() > columns) {
            throw new BadSampleException(
                    place,
                    "it takes " + sample.length() + " tokens, " + sample.numVisualTokens()
                            + " of them visual; a row holds " + columns);
        }
        for (Segment.Image image : sample.images()) {
            if (image.visualTokens() > columns) {
                throw new BadSampleException(
                        place,
                        "its image " + image.key() + " takes " + image.visualTokens() + " tokens; a row holds "
                                + columns);
            }
        }
        if (sample.numTargets() == 0) {
            throw new BadSampleException(place, "it has no token to predict");
        }
        return sample;
    }

    /** Place of the first waiting sample of at most {@code room} positions, or -1. */
    int oldest(int room) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).sample.length() <= room) {
                return i;
            }
        }
        return -1;
    }

    /** Place of the longest waiting sample of at most {@code room} positions, the older one of equals, or -1. */
    int longest(int room) {
        int best = -1;
        int bestLength = 0;
        for (int i = 0; i < waiting.size(); i++) {
            int length = waiting.get(i).sample.length();
            if (length <= room && length > bestLength) {
                best = i;
                bestLength = length;
            }
        }
        return best;
    }

    Sample waiting(int place) {
        return waiting.get(place).sample;
    }

    /** Takes a waiting sample whole. */
    Piece take(int place) {
        return counted(Piece.whole(source.name(), waiting.remove(place).sample));
    }

    /**
     * Takes up to {@code room} positions of the first waiting document; what is left stays first. Empty where the
     * document goes on with an image that is larger than {@code room}.
     */
    Optional<Piece> takeUpTo(int room) {
        Sample sample = waiting.get(0).sample;
        int to = Piece.lastCut(sample, Math.min(sample.length(), splitOffset + room));
        if (to == splitOffset) {
            return Optional.empty();
        }
        Piece piece = new Piece(source.name(), sample, splitOffset, to);
        if (to == sample.length()) {
            waiting.remove(0);
            splitOffset = 0;
        } else {
            splitOffset = to;
        }
        return Optional.of(counted(piece));
    }

    private Piece counted(Piece piece) {
        counts = new SourceTokens(
                counts.sampleKind(),
                counts.samples() + (piece.from() == 0 ? 1 : 0),
                counts.textTokens() + piece.numTextTokens(),
                counts.visualTokens() + piece.numVisualTokens(),
                counts.targetTokens() + piece.numTargets());
        return piece;
    }

    FeedPosition position() {
        return new FeedPosition(
                source.name(),
                source.size(),
                next,
                waiting.stream().map(Waiting::ordinal).toList(),
                splitOffset);
    }

    void restore(FeedPosition position, SourceTokens earlier) {
        if (!position.source().equals(source.name()) || position.size() != source.size()) {
            throw new UserException(
                    "the data cursor was taken on source '" + position.source() + "' of " + position.size()
                            + " samples, this stream has '" + source.name() + "' of " + source.size()
                            + "; resume with the data and the mixture of the original run");
        }
        next = position.next();
        splitOffset = position.splitOffset();
        counts = earlier;
        waiting.clear();
        for (long ordinal : position.waiting()) {
            try {
                waiting.add(new Waiting(ordinal, usable(source, index(ordinal), limits.columns)));
            } catch (BadSampleException e) {
                throw new UserException("the data changed since the data cursor was taken: " + e.getMessage(), e);
            }
        }
    }
}
