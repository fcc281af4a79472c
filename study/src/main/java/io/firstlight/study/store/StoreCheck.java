package io.firstlight.study.store;

import java.util.List;

/**
 * What {@link Store#verify} found.
 *
 * @param stages finished stages that were read
 * @param checkpoints of unfinished stages that were read
 * @param faults what is wrong, a sentence each
 */
public record StoreCheck(int stages, int checkpoints, List<String> faults) {
    public StoreCheck {
        faults = List.copyOf(faults);
    }
}
