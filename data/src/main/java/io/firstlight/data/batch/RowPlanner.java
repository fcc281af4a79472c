package io.firstlight.data.batch;

import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.mixture.MixtureComponent;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.data.pack.PackedRow;
import io.firstlight.data.pack.Piece;
import io.firstlight.data.sample.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides what the next row holds. Documents of text and samples that stay whole never share a row: they are two lanes.
 *
 * <p>The next row goes to the lane that leaves the shares closer to their plan. A row of the whole lane is filled
 * sample by sample, each time from the source that is furthest behind <em>after</em> its sample is placed, so that a
 * long sample waits until it is due: the oldest sample opens the row, then the longest waiting ones that fit fill it
 * up. Where the source furthest behind has nothing that fits, another may fill the rest, but not run ahead of its share
 * by more than a quarter row. So every share stays within one row of its plan.
 */
final class RowPlanner {
    /** Samples of a source among which the best fitting is looked for; what bounds how far the order is changed. */
    static final int LOOKAHEAD = 32;

    private final List<Entry> text = new ArrayList<>();
    private final List<Entry> whole = new ArrayList<>();
    private final ShareOf shareOf;
    private final int columns;

    /**
     * One source and its share of the mixture.
     *
     * @param share of the source in the mixture
     */
    private record Entry(SourceFeed feed, double share) {}

    RowPlanner(Mixture mixture, List<SourceFeed> feeds, int columns) {
        this.shareOf = mixture.shareOf();
        this.columns = columns;
        for (int i = 0; i < feeds.size(); i++) {
            MixtureComponent component = mixture.components().get(i);
            (feeds.get(i).splits() ? text : whole).add(new Entry(feeds.get(i), component.share()));
        }
    }

    /**
     * The next row of at most {@code capacity} positions; empty when the sources are used up or nothing fits any more.
     */
    Optional<PackedRow> next(int capacity) {
        boolean hasText = available(text);
        if (!whole.isEmpty() && (!hasText || isWholeTurn())) {
            Optional<PackedRow> row = wholeRow(capacity);
            if (row.isPresent()) {
                return row;
            }
        }
        return hasText ? textRow(capacity) : Optional.empty();
    }

    private boolean isWholeTurn() {
        double share = whole.stream().mapToDouble(Entry::share).sum();
        double behind = share * total(whole, text) - part(whole);
        if (shareOf == ShareOf.SAMPLES) {
            return behind > 0;
        }
        // A row of text puts the lane share * columns further behind, a row of its own (fraction - share) * columns
        // ahead; at the middle between the two both leave it equally far from its plan.
        long placed = total(whole, List.of());
        double fraction = placed == 0 ? 1 : (double) part(whole) / placed;
        return behind > (fraction - 2 * share) * columns / 2;
    }

    private long total(List<Entry> first, List<Entry> second) {
        long total = 0;
        for (List<Entry> lane : List.of(first, second)) {
            for (Entry entry : lane) {
                total += shareOf.whole(entry.feed.counts());
            }
        }
        return total;
    }

    private long part(List<Entry> lane) {
        long part = 0;
        for (Entry entry : lane) {
            part += shareOf.part(entry.feed.counts());
        }
        return part;
    }

    private boolean available(List<Entry> lane) {
        boolean any = false;
        for (Entry entry : lane) {
            any |= entry.feed.fill(1);
        }
        return any;
    }

    private Optional<PackedRow> textRow(int capacity) {
        List<Piece> pieces = new ArrayList<>();
        int room = capacity;
        while (room > 0 && available(text)) {
            Optional<Piece> piece = furthestBehindInText().takeUpTo(room);
            if (piece.isEmpty()) {
                break;
            }
            pieces.add(piece.get());
            room -= piece.get().length();
        }
        return row(pieces);
    }

    /** Several text sources occur in whole passes only, which count samples. */
    private SourceFeed furthestBehindInText() {
        return text.stream()
                .filter(entry -> entry.feed.fill(1))
                .min(Comparator.comparingDouble((Entry entry) -> shareOf.whole(entry.feed.counts()) / entry.share))
                .orElseThrow()
                .feed;
    }

    private Optional<PackedRow> wholeRow(int capacity) {
        List<Piece> pieces = new ArrayList<>();
        int room = capacity;
        Optional<Piece> piece = place(room, true);
        while (piece.isPresent()) {
            pieces.add(piece.get());
            room -= piece.get().length();
            piece = place(room, false);
        }
        return row(pieces);
    }

    private static Optional<PackedRow> row(List<Piece> pieces) {
        return pieces.isEmpty() ? Optional.empty() : Optional.of(new PackedRow(pieces));
    }

    private Optional<Piece> place(int room, boolean opensRow) {
        List<Candidate> candidates = new ArrayList<>();
        for (Entry entry : whole) {
            if (entry.feed.fill(LOOKAHEAD)) {
                int place = opensRow ? entry.feed.oldest(room) : entry.feed.longest(room);
                candidates.add(new Candidate(entry, place, needAfter(entry, entry.feed.waiting(Math.max(place, 0)))));
            }
        }
        // Stable: of equals, the one named first in the mixture.
        candidates.sort(Comparator.comparingDouble(Candidate::need).reversed());
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            if (candidate.place >= 0 && (i == 0 || candidate.need >= -slack())) {
                return Optional.of(candidate.entry.feed.take(candidate.place));
            }
        }
        return Optional.empty();
    }

    /**
     * A source that could give the next sample of a row.
     *
     * @param place index of the waiting sample that would be placed, or -1 if none fits
     * @param need deficit of the source once the sample is placed
     */
    private record Candidate(Entry entry, int place, double need) {}

    /** How far ahead of its part of the lane a source may run to fill up a row, in the unit of the shares. */
    private double slack() {
        return shareOf == ShareOf.SAMPLES ? 2 : columns / 4.0;
    }

    /** By how much a source is behind its part of the lane once {@code sample} is placed. */
    private double needAfter(Entry entry, Sample sample) {
        int amount = switch (shareOf) {
            case VISUAL_TOKENS -> sample.numVisualTokens();
            case IMAGE_SAMPLE_TOKENS -> sample.length();
            case SAMPLES -> 1;
        };
        double laneShare = whole.stream().mapToDouble(Entry::share).sum();
        return entry.share / laneShare * (part(whole) + amount) - shareOf.part(entry.feed.counts()) - amount;
    }
}
