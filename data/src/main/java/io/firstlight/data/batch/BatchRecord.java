package io.firstlight.data.batch;

import io.firstlight.data.ledger.TokenLedger;
import java.util.List;

/**
 * What a batch is made of, for the ledgers and for error messages.
 *
 * @param sampleIds in row order: {@code source:id}, or {@code source:id@n} for a document that goes on at its token n
 * @param counts tokens of this batch, by source
 * @param after the stream's state after this batch: what a checkpoint taken after training on it must hold
 */
public record BatchRecord(List<String> sampleIds, TokenLedger counts, Cursor after) {
    public BatchRecord {
        sampleIds = List.copyOf(sampleIds);
    }
}
