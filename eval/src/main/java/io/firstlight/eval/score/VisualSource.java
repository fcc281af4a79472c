package io.firstlight.eval.score;

import io.firstlight.core.sequence.VisualContent;
import java.util.List;

/** What pictures look like to a model, by key. */
public interface VisualSource {
    /** How many positions the picture fills. */
    int visualTokens(String image);

    /** The content of the visual slots of {@code images}, one picture after the other; a key may come twice. */
    VisualContent content(List<String> images);
}
