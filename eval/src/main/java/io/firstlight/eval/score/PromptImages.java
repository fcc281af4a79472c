package io.firstlight.eval.score;

import io.firstlight.core.error.UserException;
import io.firstlight.core.sequence.VisualContent;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Segment;
import io.firstlight.data.visual.VisualLookup;
import java.util.List;

/**
 * The images of an evaluation as a model reads them. Unlike in training, nothing may replace a bad image, because every
 * model answers the same items: an image that cannot be used stops the evaluation.
 */
public final class PromptImages {
    private final VisualLookup images;

    /** @param images stays the caller's */
    public PromptImages(VisualLookup images) {
        this.images = images;
    }

    /**
     * The image as a part of a prompt.
     *
     * @throws UserException if it cannot be used
     */
    public Segment.Image segment(String key) {
        try {
            return new Segment.Image(key, images.visualTokens(key));
        } catch (BadSampleException e) {
            throw unusable(e);
        }
    }

    /**
     * What fills the visual positions of {@code keys}, in their order.
     *
     * @throws UserException if one cannot be used
     */
    VisualContent content(List<String> keys) {
        try {
            return keys.isEmpty() ? new VisualContent.None() : images.content(keys);
        } catch (BadSampleException e) {
            throw unusable(e);
        }
    }

    private static UserException unusable(BadSampleException e) {
        return new UserException("evaluation needs every image: " + e.getMessage() + "; prepare the data set again", e);
    }
}
