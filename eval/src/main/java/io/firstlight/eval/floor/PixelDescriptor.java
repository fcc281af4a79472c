package io.firstlight.eval.floor;

import io.firstlight.core.image.RgbImage;
import io.firstlight.data.image.AreaAverage;
import io.firstlight.data.sample.BadSampleException;

/** An image as its 16 x 16 area-averaged pixels; likeness is the negative Euclidean distance, channels in [0, 1]. */
public final class PixelDescriptor implements ImageDescriptor {
    private static final int SIDE = 16;

    private final ImageReader images;

    /** Where the images of all sets are read. */
    @FunctionalInterface
    public interface ImageReader {
        RgbImage image(String image) throws BadSampleException;
    }

    public PixelDescriptor(ImageReader images) {
        this.images = images;
    }

    /**
     * The image at 16 x 16 pixels.
     *
     * @return [16, 16, 3] row-major, in [0, 1]
     */
    @Override
    public float[] describe(String image) throws BadSampleException {
        float[] pixels = AreaAverage.resize(images.image(image), SIDE, SIDE);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] /= 255;
        }
        return pixels;
    }

    @Override
    public double similarity(float[] first, float[] second) {
        float sum = 0;
        for (int i = 0; i < first.length; i++) {
            float difference = first[i] - second[i];
            sum += difference * difference;
        }
        return -Math.sqrt(sum);
    }
}
