package io.firstlight.model.vision;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.firstlight.core.image.ImageEncoding;
import io.firstlight.core.image.ImageSize;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import java.util.List;
import java.util.Optional;

/**
 * The shape of an image encoder and how it takes images in: a value, written to JSON with its kind. Equal
 * configurations have equal parameters, transforms and numbers of visual tokens.
 */
public interface ImageEncoderConfig extends ImageEncoding {
    /** The name of the encoder in study files, in JSON and in the registry. */
    @JsonProperty("kind")
    String kind();

    /** W: numbers per visual token. */
    int width();

    /**
     * The most visual tokens of an image: a projector has a position embedding for each. An image that becomes more is
     * a bad sample.
     */
    int maxVisualTokens();

    /**
     * Visual tokens of an image as estimates of cost count them, on average over images of that mean area.
     *
     * @param meanPixels pixels of an image, on average; 0 where there are no images
     */
    default double meanVisualTokens(double meanPixels) {
        int side = Math.max(1, (int) Math.round(Math.sqrt(meanPixels)));
        return meanPixels == 0 ? 0 : visualTokens(ImageSize.square(side));
    }

    /**
     * The encoder that learns nothing and passes on the pixels of the same visual tokens, for recipes without an
     * encoder; empty where a visual token is not made of a square of pixels.
     */
    default Optional<ImageEncoderConfig> patches() {
        return Optional.empty();
    }

    /**
     * The parameters, with names that begin with {@link ImageEncoder#PREFIX}; none for an encoder that learns nothing.
     */
    List<ParameterDeclaration> declare();

    /**
     * Floating point operations of a forward pass for one visual token: products and convolutions, a multiplication and
     * an addition counted as two. A backward pass takes twice as many.
     */
    double operationsPerVisualToken();

    /** An encoder over {@code parameters}, which hold what {@link #declare} asks for and stay the caller's. */
    ImageEncoder create(FlatParameters parameters);
}
