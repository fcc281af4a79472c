package io.firstlight.model.vision;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.firstlight.core.image.ImageEncoding;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import java.util.List;

/**
 * The shape of an image encoder and how it takes images in: a value, written to JSON with its kind. Equal
 * configurations have equal parameters, transforms and numbers of visual tokens.
 */
public interface ImageEncoderConfig extends ImageEncoding {
    /** The name of the encoder in JSON and in the registry. */
    @JsonProperty("kind")
    String kind();

    /** W: numbers per visual token. */
    int width();

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
