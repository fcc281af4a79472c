package io.firstlight.eval.answer;

import io.firstlight.data.sample.Segment;
import io.firstlight.eval.item.EvaluationItem;
import java.util.List;

/**
 * An item as one model is asked it.
 *
 * @param images what is shown, which need not be the item's own
 */
public record AskedItem(EvaluationItem item, List<Segment.Image> images) {
    public AskedItem {
        images = List.copyOf(images);
    }
}
