package io.firstlight.data.batch;

import io.firstlight.core.error.UserException;

/**
 * Shape and length of a stream of batches.
 *
 * @param columns positions of a row, the longest sequence
 * @param batchTokens positions of a batch; {@code batchTokens / columns} rows
 * @param budgetTokens where the stream ends, in text and visual tokens since the stream's beginning (not since a
 *     restored cursor); ignored by a mixture of whole passes, which ends with its data
 * @param documentMask whether attention stays within a document; without it (OpenLM) a row is one sequence
 * @param badSampleLimit largest share of a source's samples that may be bad; above 0, a single bad sample is always
 *     tolerated
 */
public record BatchSettings(
        int columns, int batchTokens, long budgetTokens, boolean documentMask, double badSampleLimit) {
    public static final double DEFAULT_BAD_SAMPLE_LIMIT = 0.01;

    public BatchSettings {
        if (columns < 2) {
            throw new UserException("a row needs at least 2 tokens, found a sequence length of " + columns);
        }
        if (batchTokens < columns) {
            throw new UserException("a batch of " + batchTokens + " tokens cannot hold one row of " + columns
                    + "; the smallest batch is " + columns + " tokens");
        }
        if (budgetTokens < 1) {
            throw new UserException("the token budget is " + budgetTokens + "; it must be at least 1");
        }
        if (!(badSampleLimit >= 0 && badSampleLimit <= 1)) {
            throw new UserException(
                    "the limit of bad samples is " + badSampleLimit + "; it is a share between 0 and 1");
        }
    }

    public BatchSettings(int columns, int batchTokens, long budgetTokens, boolean documentMask) {
        this(columns, batchTokens, budgetTokens, documentMask, DEFAULT_BAD_SAMPLE_LIMIT);
    }

    /** Rows of a full batch. */
    public int rows() {
        return batchTokens / columns;
    }
}
