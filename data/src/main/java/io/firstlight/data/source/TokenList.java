package io.firstlight.data.source;

import java.util.Arrays;

/** Token ids with their target marks, growing. */
final class TokenList {
    private int[] tokens = new int[64];
    private boolean[] target = new boolean[64];
    private int size;

    TokenList add(boolean isTarget, int... ids) {
        int needed = size + ids.length;
        if (needed > tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.max(needed, 2 * tokens.length));
            target = Arrays.copyOf(target, tokens.length);
        }
        System.arraycopy(ids, 0, tokens, size, ids.length);
        Arrays.fill(target, size, needed, isTarget);
        size = needed;
        return this;
    }

    int[] tokens() {
        return Arrays.copyOf(tokens, size);
    }

    boolean[] target() {
        return Arrays.copyOf(target, size);
    }
}
