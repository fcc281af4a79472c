package io.firstlight.data.image;

import io.firstlight.core.image.RgbImage;

/**
 * Resizing in which every new pixel is the mean of the area it covers, weighted by exact overlap: no ringing, no pixel
 * lost, and a plain block mean where sizes divide. Enlarging repeats pixels and blends at their borders.
 */
public final class AreaAverage {
    private static final int CHANNELS = 3;

    private AreaAverage() {}

    /**
     * Resizes an image to {@code width} x {@code height}.
     *
     * @return [height, width, 3] float32 in [0, 255]
     */
    public static float[] resize(RgbImage image, int width, int height) {
        float[] narrow = new float[image.height() * width * CHANNELS];
        double across = (double) image.width() / width;
        for (int x = 0; x < width; x++) {
            double from = x * across;
            double to = from + across;
            for (int source = (int) from; source < image.width() && source < to; source++) {
                float weight = (float) (overlap(source, from, to) / across);
                for (int y = 0; y < image.height(); y++) {
                    int in = (y * image.width() + source) * CHANNELS;
                    int out = (y * width + x) * CHANNELS;
                    for (int c = 0; c < CHANNELS; c++) {
                        narrow[out + c] += weight * (image.rgb()[in + c] & 0xff);
                    }
                }
            }
        }
        float[] resized = new float[height * width * CHANNELS];
        double down = (double) image.height() / height;
        int rowLength = width * CHANNELS;
        for (int y = 0; y < height; y++) {
            double from = y * down;
            double to = from + down;
            for (int source = (int) from; source < image.height() && source < to; source++) {
                float weight = (float) (overlap(source, from, to) / down);
                for (int i = 0; i < rowLength; i++) {
                    resized[y * rowLength + i] += weight * narrow[source * rowLength + i];
                }
            }
        }
        return resized;
    }

    private static double overlap(int pixel, double from, double to) {
        return Math.min(pixel + 1, to) - Math.max(pixel, from);
    }
}
