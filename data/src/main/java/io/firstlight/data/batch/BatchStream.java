package io.firstlight.data.batch;

import io.firstlight.core.error.UserException;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.data.ledger.SourceTokens;
import io.firstlight.data.ledger.TokenLedger;
import io.firstlight.data.mixture.Feasibility;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.mixture.MixtureComponent;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.data.mixture.SourceShare;
import io.firstlight.data.pack.PackedRow;
import io.firstlight.data.pack.Packer;
import io.firstlight.data.pack.Piece;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.QuarantinedSample;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.visual.VisualLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Batches of packed rows from a mixture of sources, a pure function of (mixture, settings, seed, purpose): never of
 * threads or restarts. A stream restored to a {@link Cursor} gives exactly the batches that would have followed it.
 *
 * <p>Tokens are counted as they are placed: the budget, the shares and the ledger read the same counters. With a text
 * source the budget is used to the token; without one the stream ends where no sample fits into the rest. A segment of
 * a longer run has the same settings with a smaller budget; the next segment restores its cursor and goes on. The order
 * of documents is then that of one long run, and where rows are full (text alone) and the segment's budget is a
 * multiple of {@code batchTokens}, so are the batches. Not thread-safe.
 */
public final class BatchStream {
    private final BatchSettings settings;
    private final Mixture mixture;
    private final VisualLookup visual;
    private final Cursor.Order order;
    private final Quarantine quarantine;
    private final List<SourceFeed> feeds = new ArrayList<>();
    private final RowPlanner planner;
    private Cursor cursor;
    private long plannedTokens;

    private BatchStream(BatchSettings settings, Mixture mixture, VisualLookup visual, Cursor.Order order) {
        this.settings = settings;
        this.mixture = mixture;
        this.visual = visual;
        this.order = order;
        this.quarantine = new Quarantine(settings.badSampleLimit());
        for (MixtureComponent component : mixture.components()) {
            feeds.add(new SourceFeed(
                    component.source(),
                    order,
                    quarantine,
                    new SourceFeed.Limits(settings.columns(), mixture.passes())));
        }
        this.planner = new RowPlanner(mixture, feeds, settings.columns());
        this.cursor = snapshot(0, 0);
    }

    /**
     * A stream from the beginning of its order.
     *
     * @param purpose name of the stage, for example "trunk"; streams of different purposes have independent orders
     * @throws UserException if the shares cannot be reached; the message names the greatest feasible one
     */
    public static BatchStream of(
            BatchSettings settings, Mixture mixture, VisualLookup visual, long seed, String purpose) {
        Feasibility.require(mixture);
        return new BatchStream(settings, mixture, visual, new Cursor.Order(seed, purpose));
    }

    /**
     * The next batch, or empty when the budget is used or the passes are done. Its columns are as many as its longest
     * row.
     *
     * @throws UserException if too many samples are bad, or a share is further than two rows from its plan
     */
    public Optional<TrainingBatch> next() {
        List<PackedRow> rows = new ArrayList<>();
        int room = capacity();
        while (rows.size() < settings.rows() && room > 0) {
            Optional<PackedRow> row = planner.next(room);
            if (row.isEmpty()) {
                break;
            }
            rows.add(row.get());
            room = capacity();
        }
        requireShares();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        PackedTokens packed = Packer.pack(rows, settings.columns(), settings.documentMask());
        if (packed.numTargets() == 0) {
            // Only the last token of a document is left of the budget: nothing to learn from it.
            restore(cursor);
            return Optional.empty();
        }
        return Optional.of(new TrainingBatch(packed, images(rows), record(rows, packed)));
    }

    private ImageInputs images(List<PackedRow> rows) {
        try {
            return visual.inputs(Packer.imageKeys(rows));
        } catch (BadSampleException e) {
            throw new UserException("an image could be read before and cannot be read now: " + e.getMessage(), e);
        }
    }

    private BatchRecord record(List<PackedRow> rows, PackedTokens packed) {
        List<String> ids = new ArrayList<>();
        int used = 0;
        for (PackedRow row : rows) {
            used += row.length();
            for (Piece piece : row.pieces()) {
                ids.add(piece.ledgerId());
            }
        }
        TokenLedger before = cursor.tokens();
        long padding = (long) packed.rows() * packed.columns() - used;
        cursor = snapshot(cursor.batches() + 1, before.paddingTokens() + padding);
        return new BatchRecord(ids, cursor.tokens().minus(before), cursor);
    }

    /** Positions the next row may use. */
    private int capacity() {
        return mixture.endsWithData()
                ? settings.columns()
                : (int) Math.min(settings.columns(), settings.budgetTokens() - given());
    }

    private long given() {
        long tokens = 0;
        for (SourceFeed feed : feeds) {
            tokens += feed.counts().tokens();
        }
        return tokens;
    }

    private Cursor snapshot(long batches, long paddingTokens) {
        List<FeedPosition> positions = feeds.stream().map(SourceFeed::position).toList();
        return new Cursor(
                Cursor.FORMAT_VERSION,
                order,
                batches,
                counts(paddingTokens),
                new Cursor.State(positions, quarantine.samples()));
    }

    private TokenLedger counts(long paddingTokens) {
        TreeMap<String, SourceTokens> counts = new TreeMap<>();
        for (SourceFeed feed : feeds) {
            counts.put(feed.source().name(), feed.counts());
        }
        return new TokenLedger(counts, paddingTokens);
    }

    /**
     * Feasibility was checked on a probe; this stops a stream whose samples turn out otherwise before more is trained
     * on it.
     */
    private void requireShares() {
        if (mixture.endsWithData()) {
            return;
        }
        // A row of samples that have <bos> and a target each holds at most columns / 2 of them.
        int oneRow = mixture.shareOf() == ShareOf.SAMPLES ? settings.columns() / 2 : settings.columns();
        for (SourceShare share : SourceShare.of(mixture, counts(cursor.tokens().paddingTokens()))) {
            if (Math.abs(share.deficit()) > 2 * oneRow) {
                throw new UserException(
                        "source '" + share.source() + "' was planned a share of " + share.planned() + " of "
                                + mixture.shareOf().serializedName() + " and has " + share.realised()
                                + ", more than two rows away from the plan; "
                                + "its samples cannot reach that share. Lower it, or use another share_of");
            }
        }
    }

    /** The state after the last batch given. A batch's own record holds the state after that batch. */
    public Cursor cursor() {
        return cursor;
    }

    /**
     * Goes on where {@code cursor} was taken: in this stream, or in one of an earlier segment with a smaller budget.
     *
     * @throws UserException if the cursor belongs to another seed, purpose, mixture or data set
     */
    public void restore(Cursor cursor) {
        List<FeedPosition> positions = cursor.state().feeds();
        if (!cursor.order().equals(order) || positions.size() != feeds.size()) {
            throw new UserException(
                    "the data cursor was taken under seed " + cursor.order().seed() + ", purpose '"
                            + cursor.order().purpose() + "', " + positions.size() + " sources; this stream has seed "
                            + order.seed()
                            + ", purpose '" + order.purpose() + "', " + feeds.size()
                            + " sources; resume with the original settings");
        }
        quarantine.restore(cursor.state().quarantined());
        for (int i = 0; i < feeds.size(); i++) {
            SourceFeed feed = feeds.get(i);
            feed.restore(
                    positions.get(i),
                    cursor.tokens()
                            .sources()
                            .getOrDefault(
                                    feed.source().name(),
                                    SourceTokens.none(feed.source().sampleKind())));
        }
        this.cursor = cursor;
    }

    /**
     * Tokens this stream will have given at its end, since its beginning: the budget, or for whole passes the tokens of
     * every usable sample times the passes. The latter encodes all samples once, on the first call.
     */
    public long plannedTokens() {
        if (!mixture.endsWithData()) {
            return settings.budgetTokens();
        }
        if (plannedTokens == 0) {
            for (MixtureComponent component : mixture.components()) {
                plannedTokens += mixture.passes() * usableTokens(component.source());
            }
        }
        return plannedTokens;
    }

    private long usableTokens(SampleSource source) {
        long tokens = 0;
        for (long index = 0; index < source.size(); index++) {
            try {
                tokens += SourceFeed.usable(source, index, settings.columns()).length();
            } catch (BadSampleException e) {
                // Counted and quarantined when the stream draws it.
            }
        }
        return tokens;
    }

    /** Tokens given since the stream's beginning. */
    public TokenLedger tokens() {
        return cursor.tokens();
    }

    /** Planned against realised shares so far. */
    public List<SourceShare> shares() {
        return SourceShare.of(mixture, cursor.tokens());
    }

    /** Bad samples found so far. */
    public List<QuarantinedSample> quarantined() {
        return cursor.state().quarantined();
    }
}
