package io.firstlight.study.file;

import io.firstlight.study.axis.AxisKey;
import java.util.List;

/**
 * One axis of a study, varied alone.
 *
 * @param key what is varied
 * @param center the recipe around which it is varied: the default with {@code at} laid over it
 * @param values the recipes of the axis, in the file's order
 */
public record StudyAxis(AxisKey key, Recipe center, List<Recipe> values) {
    public StudyAxis {
        values = List.copyOf(values);
    }
}
