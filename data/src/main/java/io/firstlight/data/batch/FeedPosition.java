package io.firstlight.data.batch;

import java.util.List;

/**
 * Where one source stands. An ordinal counts draws over all passes: ordinal {@code o} is position {@code o % size} of
 * the order of pass {@code o / size}.
 *
 * @param source its name
 * @param size its number of samples, so that a cursor cannot be restored onto other data
 * @param next the ordinal to be drawn next
 * @param waiting ordinals drawn but not yet placed, oldest first
 * @param splitOffset if above 0, the first waiting document is begun and goes on at this token
 */
public record FeedPosition(String source, long size, long next, List<Long> waiting, int splitOffset) {
    public FeedPosition {
        waiting = List.copyOf(waiting);
        if (next < 0 || splitOffset < 0 || (splitOffset > 0 && waiting.isEmpty())) {
            throw new IllegalArgumentException("the position of source " + source + " is inconsistent: next " + next
                    + ", " + waiting.size() + " waiting, split at " + splitOffset);
        }
    }
}
