package io.firstlight.data.batch;

import io.firstlight.core.error.UserException;
import io.firstlight.data.ledger.TokenLedger;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.sample.QuarantinedSample;
import java.util.List;
import java.util.Optional;

/**
 * Batches of packed rows from a mixture of sources, a pure function of (mixture, settings, seed, purpose).
 */
public final class BatchStream {
    private final Cursor.Order order;
    private Cursor cursor;

    private BatchStream(Cursor.Order order) {
        this.order = order;
        this.cursor = new Cursor(Cursor.FORMAT_VERSION, order, 0, TokenLedger.EMPTY, new Cursor.State(List.of(), List.of()));
    }

    /** @param purpose names the stage, for example "trunk"; streams of different purposes have independent orders */
    public static BatchStream of(BatchSettings settings, Mixture mixture, VisualLookup visual, long seed, String purpose) {
        return new BatchStream(new Cursor.Order(seed, purpose));
    }

    /** The next batch, or empty when the budget is used or the passes are done. */
    public Optional<TrainingBatch> next() {
        return Optional.empty();
    }

    /** The state after the last batch given. */
    public Cursor cursor() {
        return cursor;
    }

    /** Goes on where {@code cursor} was taken: in this stream or in one of an earlier stage with a smaller budget. */
    public void restore(Cursor cursor) {
        if (!cursor.order().equals(order)) {
            throw new UserException("the data cursor was taken under " + cursor.order() + ", this stream is " + order);
        }
        this.cursor = cursor;
    }

    /** Tokens this stream will have given at its end, since its beginning. */
    public long plannedTokens() {
        return 0;
    }

    /** Tokens given since the stream's beginning. */
    public TokenLedger tokens() {
        return cursor.tokens();
    }

    /** Bad samples found so far. */
    public List<QuarantinedSample> quarantined() {
        return cursor.state().quarantined();
    }
}
