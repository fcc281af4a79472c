package io.firstlight.data.image;

import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.RgbImage;
import java.util.function.DoubleUnaryOperator;

/**
 * Resizing with a filter kernel that widens when an image shrinks, first along rows, then along columns, in the
 * fixed-point arithmetic of Pillow's {@code Image.resize}: published encoders were trained on images resized so, and
 * these are the same bytes.
 */
final class FilteredResize {
    /** Fraction bits of a weight: 32 less 8 of a byte and 2 of headroom for the overshoot of a cubic filter. */
    private static final int FRACTION_BITS = 22;

    private static final int CHANNELS = RgbImage.CHANNELS;

    /**
     * A kernel of interpolation.
     *
     * @param support half of the kernel's width, in pixels of the larger image
     */
    record Filter(double support, DoubleUnaryOperator weight) {}

    static final Filter TRIANGLE = new Filter(1, x -> Math.max(0, 1 - Math.abs(x)));
    static final Filter CUBIC = new Filter(2, FilteredResize::cubic);

    private FilteredResize() {}

    /** Keys, "Cubic Convolution Interpolation for Digital Image Processing" (1981), with a = -1/2. */
    private static double cubic(double x) {
        double a = -0.5;
        double d = Math.abs(x);
        if (d < 1) {
            return ((a + 2) * d - (a + 3)) * d * d + 1;
        }
        return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
    }

    static RgbImage resize(RgbImage image, ImageSize size, Filter filter) {
        byte[] rgb = image.rgb();
        if (image.width() != size.width()) {
            Weights[] across = weights(image.width(), size.width(), filter);
            rgb = resample(rgb, across, image.height(), image.width() * CHANNELS, CHANNELS);
        }
        if (image.height() != size.height()) {
            // Columns of the narrowed image, one channel value after the other.
            Weights[] down = weights(image.height(), size.height(), filter);
            rgb = resampleRows(rgb, down, size.width() * CHANNELS);
        }
        return new RgbImage(rgb, size.height(), size.width());
    }

    /**
     * What one new pixel is made of.
     *
     * @param first old pixel
     * @param weights of the old pixels from {@code first} on, times 2^22
     */
    private record Weights(int first, int[] weights) {}

    private static Weights[] weights(int from, int to, Filter filter) {
        double scale = (double) from / to;
        double stretch = Math.max(1, scale);
        double support = filter.support * stretch;
        Weights[] all = new Weights[to];
        for (int x = 0; x < to; x++) {
            double center = (x + 0.5) * scale;
            int first = Math.max(0, (int) (center - support + 0.5));
            int end = Math.min(from, (int) (center + support + 0.5));
            double[] exact = new double[end - first];
            double sum = 0;
            for (int i = 0; i < exact.length; i++) {
                exact[i] = filter.weight.applyAsDouble((i + first - center + 0.5) / stretch);
                sum += exact[i];
            }
            int[] fixed = new int[exact.length];
            for (int i = 0; i < fixed.length; i++) {
                double weight = exact[i] / sum * (1 << FRACTION_BITS);
                fixed[i] = (int) (weight + Math.copySign(0.5, weight));
            }
            all[x] = new Weights(first, fixed);
        }
        return all;
    }

    /** Rows of pixels, each new pixel a weighted sum of pixels of its row. */
    private static byte[] resample(byte[] rgb, Weights[] weights, int rows, int rowBytes, int channels) {
        byte[] result = new byte[rows * weights.length * channels];
        int out = 0;
        for (int y = 0; y < rows; y++) {
            for (Weights w : weights) {
                for (int c = 0; c < channels; c++) {
                    int sum = 1 << (FRACTION_BITS - 1);
                    int at = y * rowBytes + w.first * channels + c;
                    for (int weight : w.weights) {
                        sum += weight * (rgb[at] & 0xff);
                        at += channels;
                    }
                    result[out++] = clipped(sum);
                }
            }
        }
        return result;
    }

    /** New rows, each a weighted sum of whole rows of {@code rowBytes}. */
    private static byte[] resampleRows(byte[] rgb, Weights[] weights, int rowBytes) {
        byte[] result = new byte[weights.length * rowBytes];
        for (int y = 0; y < weights.length; y++) {
            for (int i = 0; i < rowBytes; i++) {
                int sum = 1 << (FRACTION_BITS - 1);
                int at = weights[y].first * rowBytes + i;
                for (int weight : weights[y].weights) {
                    sum += weight * (rgb[at] & 0xff);
                    at += rowBytes;
                }
                result[y * rowBytes + i] = clipped(sum);
            }
        }
        return result;
    }

    private static byte clipped(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> FRACTION_BITS));
    }
}
