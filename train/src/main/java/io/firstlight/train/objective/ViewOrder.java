package io.firstlight.train.objective;

import io.firstlight.core.random.KeyedPermutation;

/** The order in which a set of images is seen over several passes: view v is a pure function of (seed, purpose, v). */
final class ViewOrder {
    private final long size;
    private final long seed;
    private final String purpose;
    private KeyedPermutation permutation;
    private long epoch = -1;

    ViewOrder(long size, long seed, String purpose) {
        this.size = size;
        this.seed = seed;
        this.purpose = purpose;
    }

    int image(long view) {
        if (view / size != epoch) {
            epoch = view / size;
            permutation = new KeyedPermutation(size, seed, purpose, epoch);
        }
        return (int) permutation.at(view % size);
    }

    /** The images of views {@code from .. to - 1}. */
    int[] images(long from, long to) {
        int[] images = new int[(int) (to - from)];
        for (int i = 0; i < images.length; i++) {
            images[i] = image(from + i);
        }
        return images;
    }
}
