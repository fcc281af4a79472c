package io.firstlight.data.visual;

import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.data.sample.BadSampleException;
import java.util.List;

/** Where the images of samples come from, by key: features of a frozen encoder, or pixels. */
public interface VisualLookup {
    /**
     * Number of visual tokens of an image. An image that passes can be used: a corrupt or missing one is refused here,
     * before anything is counted.
     */
    int visualTokens(String image) throws BadSampleException;

    /**
     * The inputs of {@code images} in their order; a key may occur more than once.
     *
     * @throws BadSampleException if an image that was usable no longer is
     */
    ImageInputs inputs(List<String> images) throws BadSampleException;

    /**
     * These images for a model that takes {@code maxVisualTokens} an image: one with more is refused by name, as a bad
     * sample, before a step meets it.
     */
    default VisualLookup atMost(int maxVisualTokens) {
        VisualLookup all = this;
        return new VisualLookup() {
            @Override
            public int visualTokens(String image) throws BadSampleException {
                int visualTokens = all.visualTokens(image);
                if (visualTokens > maxVisualTokens) {
                    throw new BadSampleException(
                            "image " + image,
                            "it becomes " + visualTokens + " visual tokens; the model takes at most " + maxVisualTokens
                                    + " an image, so make it smaller");
                }
                return visualTokens;
            }

            @Override
            public ImageInputs inputs(List<String> images) throws BadSampleException {
                return all.inputs(images);
            }
        };
    }

    /** For streams without images: every image is unknown. */
    static VisualLookup none() {
        return new VisualLookup() {
            @Override
            public int visualTokens(String image) throws BadSampleException {
                throw new BadSampleException("image " + image, "this stream was given no images");
            }

            @Override
            public ImageInputs inputs(List<String> images) throws BadSampleException {
                if (!images.isEmpty()) {
                    throw new BadSampleException("image " + images.get(0), "this stream was given no images");
                }
                return ImageInputs.NONE;
            }
        };
    }
}
