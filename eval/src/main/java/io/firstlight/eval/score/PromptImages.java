package io.firstlight.eval.score;

import io.firstlight.core.error.UserException;
import io.firstlight.core.sequence.ImageInputs;
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

    /**
     * Reads images through {@code images}.
     *
     * @param images is closed by the caller
     */
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
     * The inputs of {@code keys}, in their order.
     *
     * @throws UserException if one cannot be used
     */
    ImageInputs inputs(List<String> keys) {
        try {
            return keys.isEmpty() ? ImageInputs.NONE : images.inputs(keys);
        } catch (BadSampleException e) {
            throw unusable(e);
        }
    }

    private static UserException unusable(BadSampleException e) {
        return new UserException("evaluation needs every image: " + e.getMessage() + "; prepare the data set again", e);
    }
}
