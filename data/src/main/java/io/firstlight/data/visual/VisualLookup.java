package io.firstlight.data.visual;

import io.firstlight.core.sequence.VisualContent;
import io.firstlight.data.sample.BadSampleException;
import java.util.List;

/** Where the content of visual positions comes from: features of a frozen encoder, or pixels. */
public interface VisualLookup {
    /**
     * Number of visual tokens of an image. An image that passes can be used: a corrupt or missing one is refused here,
     * before anything is counted.
     */
    int visualTokens(String image) throws BadSampleException;

    /**
     * The content of {@code images} in their order; a key may occur more than once.
     *
     * @throws BadSampleException if an image that was usable no longer is
     */
    VisualContent content(List<String> images) throws BadSampleException;

    /** For streams without images: every image is unknown. */
    static VisualLookup none() {
        return new VisualLookup() {
            @Override
            public int visualTokens(String image) throws BadSampleException {
                throw new BadSampleException("image " + image, "this stream was given no images");
            }

            @Override
            public VisualContent content(List<String> images) throws BadSampleException {
                if (!images.isEmpty()) {
                    throw new BadSampleException("image " + images.get(0), "this stream was given no images");
                }
                return new VisualContent.None();
            }
        };
    }
}
