package io.firstlight.data.batch;

import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.mixture.MixtureComponent;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.data.pack.Piece;
import io.firstlight.data.pack.Row;
import io.firstlight.data.sample.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides what the next row holds. Documents of text and samples that stay whole never share a row: they are two lanes.
 * The next row goes to the whole lane if that lane is behind its share, else to text. Within the whole lane the source
 * furthest behind places its oldest sample first; then the longest waiting samples that fit fill the row up, and a source
 * that is already ahead may fill only up to a quarter row. So every share stays within one row of its plan.
 */
final class RowPlanner {
    /** Samples of a source among which the best fitting is looked for; what bounds how far the order is changed. */
    static final int LOOKAHEAD = 32;
    private final List<Entry> text = new ArrayList<>();
    private final List<Entry> whole = new ArrayList<>();
    private final ShareOf shareOf;
    private final int columns;

    /** @param share of the mixture */
    private record Entry(SourceFeed feed, double share) {}

    RowPlanner(Mixture mixture, List<SourceFeed> feeds, int columns) {
        this.shareOf = mixture.shareOf();
        this.columns = columns;
        for (int i = 0; i < feeds.size(); i++) {
            MixtureComponent component = mixture.components().get(i);
            (feeds.get(i).splits() ? text : whole).add(new Entry(feeds.get(i), component.share()));
        }
    }

    /** The next row of at most {@code capacity} positions; empty when the sources are used up or nothing fits any more. */
    Optional<Row> next(int capacity) {
        boolean hasText = available(text);
        if (!whole.isEmpty() && (!hasText || isWholeTurn())) {
            Optional<Row> row = wholeRow(capacity);
            if (row.isPresent()) {
                return row;
            }
        }
        return hasText ? Optional.of(textRow(capacity)) : Optional.empty();
    }

    private boolean isWholeTurn() {
        double share = whole.stream().mapToDouble(Entry::share).sum();
        return share * total(whole, text) > part(whole);
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

    private Row textRow(int capacity) {
        List<Piece> pieces = new ArrayList<>();
        int room = capacity;
        while (room > 0 && available(text)) {
            SourceFeed feed = byNeed(text).stream().map(Entry::feed).filter(f -> f.fill(1)).findFirst().orElseThrow();
            Piece piece = feed.takeUpTo(room);
            pieces.add(piece);
            room -= piece.length();
        }
        return new Row(pieces);
    }

    private Optional<Row> wholeRow(int capacity) {
        List<Piece> pieces = new ArrayList<>();
        int room = capacity;
        Optional<Piece> piece = place(room, true);
        while (piece.isPresent()) {
            pieces.add(piece.get());
            room -= piece.get().length();
            piece = place(room, false);
        }
        return pieces.isEmpty() ? Optional.empty() : Optional.of(new Row(pieces));
    }

    private Optional<Piece> place(int room, boolean first) {
        boolean neediest = true;
        for (Entry entry : byNeed(whole)) {
            if (!entry.feed.fill(LOOKAHEAD)) {
                continue;
            }
            int place = first ? entry.feed.oldest(room) : entry.feed.longest(room);
            if (place >= 0 && (neediest || mayFill(entry, entry.feed.waiting(place)))) {
                return Optional.of(entry.feed.take(place));
            }
            neediest = false;
        }
        return Optional.empty();
    }

    /** Whether a source that is not the neediest stays close enough to its share with {@code sample} added. */
    private boolean mayFill(Entry entry, Sample sample) {
        return switch (shareOf) {
            case VISUAL_TOKENS -> need(whole, entry) - sample.visualTokens() >= -columns / 4.0;
            case IMAGE_SAMPLE_TOKENS -> need(whole, entry) - sample.length() >= -columns / 4.0;
            case SAMPLES -> need(whole, entry) - 1 >= -2;
        };
    }

    /** By how much a source is behind its part of its lane. */
    private double need(List<Entry> lane, Entry entry) {
        double laneShare = lane.stream().mapToDouble(Entry::share).sum();
        return entry.share / laneShare * part(lane) - shareOf.part(entry.feed.counts());
    }

    private List<Entry> byNeed(List<Entry> lane) {
        if (lane.size() == 1) {
            return lane;
        }
        List<Entry> sorted = new ArrayList<>(lane);
        // Stable: of equals, the one named first in the mixture.
        sorted.sort(Comparator.comparingDouble((Entry entry) -> need(lane, entry)).reversed());
        return sorted;
    }
}
