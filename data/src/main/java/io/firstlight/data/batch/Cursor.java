package io.firstlight.data.batch;

import io.firstlight.core.error.UserException;
import io.firstlight.data.ledger.TokenLedger;
import io.firstlight.data.sample.QuarantinedSample;
import java.util.List;

/**
 * The whole state of a {@link BatchStream}; a stream restored to it gives exactly the batches that would have followed.
 * A record of plain values, written as JSON into checkpoints.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param order what the order of samples is a function of
 * @param batches batches given since the stream began
 * @param tokens tokens given since the stream began, by source
 * @param state positions of all sources and what was quarantined
 */
public record Cursor(int formatVersion, Order order, long batches, TokenLedger tokens, State state) {
    public static final int FORMAT_VERSION = 1;

    public Cursor {
        if (formatVersion > FORMAT_VERSION) {
            throw new UserException("the data cursor has format version " + formatVersion
                    + "; this Firstlight reads up to " + FORMAT_VERSION + ". Use the newer Firstlight that wrote it");
        }
    }

    /**
     * What the order of samples is a function of.
     *
     * @param seed of the run
     * @param purpose of the stream; a stream with other values refuses the cursor
     */
    public record Order(long seed, String purpose) {}

    /**
     * The position in each source, and the bad samples so far.
     *
     * @param feeds one position per source, in the order of the mixture
     * @param quarantined bad samples, in the order in which they were found
     */
    public record State(List<FeedPosition> feeds, List<QuarantinedSample> quarantined) {
        public State {
            feeds = List.copyOf(feeds);
            quarantined = List.copyOf(quarantined);
        }
    }
}
