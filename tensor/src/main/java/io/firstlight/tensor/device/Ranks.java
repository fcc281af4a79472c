package io.firstlight.tensor.device;

/**
 * The processes that train one model together, and which of them this is.
 *
 * @param rank of this process, from 0
 * @param count number of processes
 */
public record Ranks(int rank, int count) {
    /** One process that trains alone. */
    public static final Ranks ALONE = new Ranks(0, 1);

    public Ranks {
        if (count < 1 || rank < 0 || rank >= count) {
            throw new IllegalArgumentException(
                    "a rank lies between 0 and the number of ranks less 1, found rank " + rank + " of " + count);
        }
    }
}
