package io.firstlight.eval.decode;

import io.firstlight.core.image.ImageEncoding;
import io.firstlight.core.image.RgbImage;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.data.image.ImageResizer;
import io.firstlight.model.vision.ImageEncoder;
import java.util.List;

/**
 * Turns an image of any size into what a model reads: pixels as its encoder wants them, or a frozen encoder's features.
 */
public final class ImageReader {
    private interface Reading {
        /**
         * Turns one prepared image into inputs of the model.
         *
         * @param prepared the image after the transform
         */
        ImageInputs read(int[] visualTokens, RgbImage prepared);
    }

    private final ImageEncoding encoding;
    private final Reading reading;

    private ImageReader(ImageEncoding encoding, Reading reading) {
        this.encoding = encoding;
        this.reading = reading;
    }

    /** For a model that has its encoder inside. */
    public static ImageReader ofPixels(ImageEncoding encoding) {
        return new ImageReader(
                encoding, (visualTokens, prepared) -> new ImageInputs.Pixels(visualTokens, List.of(prepared)));
    }

    /** For a model that reads the features of a frozen encoder, which stays the caller's. */
    public static ImageReader ofFeatures(ImageEncoder encoder) {
        int width = encoder.config().width();
        return new ImageReader(
                encoder.config(),
                (visualTokens, prepared) ->
                        new ImageInputs.Features(visualTokens, encoder.features(List.of(prepared)), width));
    }

    /** The inputs of one image. */
    public ImageInputs read(RgbImage image) {
        int[] visualTokens = {encoding.visualTokens(image.size())};
        return reading.read(
                visualTokens, ImageResizer.apply(encoding.transform().fit(), image));
    }
}
