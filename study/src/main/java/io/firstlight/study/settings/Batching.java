package io.firstlight.study.settings;

/**
 * How samples are packed into batches.
 *
 * @param batchTokens positions of one optimizer step, a multiple of {@code sequenceLength}
 * @param sequenceLength positions of one packed row
 * @param documentMask whether attention stops at document boundaries
 */
public record Batching(int batchTokens, int sequenceLength, boolean documentMask) {
    public Batching {
        if (sequenceLength < 2 || batchTokens < sequenceLength || batchTokens % sequenceLength != 0) {
            throw new IllegalArgumentException(
                    "a batch of " + batchTokens + " tokens is not a whole number of sequences of " + sequenceLength);
        }
    }
}
