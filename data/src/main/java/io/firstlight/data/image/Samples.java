package io.firstlight.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;

/**
 * The samples of an image as the file has them: nothing is done about color spaces. Java's own conversion takes grey
 * for linear light and brightens it.
 */
final class Samples {
    private static final int OPAQUE = 0xff;

    private final Raster raster;
    private final ColorModel model;
    private final int shift;
    private final int[] samples;

    private Samples(BufferedImage image, int shift) {
        this.raster = image.getRaster();
        this.model = image.getColorModel();
        this.shift = shift;
        this.samples = new int[raster.getWidth() * raster.getNumBands()];
    }

    /**
     * Samples of a decoded image.
     *
     * @throws IOException if they are not of 8 or 16 bits, or not grey, RGB or colors of a palette
     */
    static Samples of(BufferedImage image) throws IOException {
        ColorModel model = image.getColorModel();
        if (model instanceof IndexColorModel) {
            return new Samples(image, 0);
        }
        int[] bits = model.getComponentSize();
        boolean even = Arrays.stream(bits).allMatch(size -> size == bits[0]);
        boolean known = (model instanceof ComponentColorModel && (bits[0] == 8 || bits[0] == 16))
                || (model instanceof DirectColorModel && bits[0] == 8);
        if (!even || !known || bits.length > 4 || model.isAlphaPremultiplied()) {
            throw new IOException("its samples are of " + Arrays.toString(bits)
                    + " bits, which is not read; save it with 8 bits a color");
        }
        return new Samples(image, bits[0] - 8);
    }

    /**
     * One line of pixels.
     *
     * @param argb receives one value a pixel, alpha in the high byte, then red, green and blue
     */
    void line(int y, int[] argb) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, argb.length, 1, samples);
        int bands = raster.getNumBands();
        for (int x = 0; x < argb.length; x++) {
            int at = x * bands;
            if (model instanceof IndexColorModel palette) {
                argb[x] = palette.getRGB(samples[at]);
            } else if (bands < 3) {
                int grey = samples[at] >> shift;
                argb[x] = argb(bands == 2 ? samples[at + 1] >> shift : OPAQUE, grey, grey, grey);
            } else {
                argb[x] = argb(
                        bands == 4 ? samples[at + 3] >> shift : OPAQUE,
                        samples[at] >> shift,
                        samples[at + 1] >> shift,
                        samples[at + 2] >> shift);
            }
        }
    }

    /** The greatest number of a palette's color that a pixel names; -1 without a palette. */
    int greatestIndex() {
        if (!(model instanceof IndexColorModel)) {
            return -1;
        }
        int greatest = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, samples);
            for (int index : samples) {
                greatest = Math.max(greatest, index);
            }
        }
        return greatest;
    }

    private static int argb(int alpha, int red, int green, int blue) {
        return alpha << 24 | red << 16 | green << 8 | blue;
    }
}
