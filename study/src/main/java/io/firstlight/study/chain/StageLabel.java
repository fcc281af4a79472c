package io.firstlight.study.chain;

import io.firstlight.study.axis.AxisKey;
import java.util.List;

/**
 * What people read a stage as, before recipe and seed.
 *
 * @param words of the stage, such as "mixture"
 * @param tellsRecipe whether the label also says of which recipe
 * @param untold beginnings of the paths of those keys that the stage does not depend on, which its label leaves out
 */
public record StageLabel(String words, boolean tellsRecipe, List<String> untold) {
    public StageLabel {
        untold = List.copyOf(untold);
    }

    /** Of a stage that is told apart by its words. */
    public static StageLabel of(String words) {
        return new StageLabel(words, false, List.of());
    }

    /** Whether the label may say the value of {@code key}. */
    public boolean tells(AxisKey key) {
        return tellsRecipe && untold.stream().noneMatch(key.path()::startsWith);
    }
}
