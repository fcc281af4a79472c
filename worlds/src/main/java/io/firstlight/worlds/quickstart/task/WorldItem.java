package io.firstlight.worlds.quickstart.task;

import io.firstlight.worlds.quickstart.drawing.WorldSplit;
import java.util.Map;

/**
 * One evaluation item.
 *
 * @param image key among the evaluation images, or ""
 * @param about facts that help to read the results, such as concept and drawing
 */
public record WorldItem(
        WorldTask task,
        WorldSplit split,
        String id,
        String image,
        MultipleChoice question,
        Map<String, String> about) {}
