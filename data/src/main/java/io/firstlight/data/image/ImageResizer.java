package io.firstlight.data.image;

import io.firstlight.core.image.ImageFit;
import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.Interpolation;
import io.firstlight.core.image.RgbImage;

/**
 * Brings images to the size that an {@link ImageFit} asks for. Pure functions; an image that fits is returned as is.
 */
public final class ImageResizer {
    private static final int CHANNELS = RgbImage.CHANNELS;

    private ImageResizer() {}

    /** {@code image} at the size {@code fit} gives it. */
    public static RgbImage apply(ImageFit fit, RgbImage image) {
        RgbImage result = fitted(fit, image);
        if (!result.size().equals(fit.outputSize(image.size()))) {
            throw new IllegalStateException(fit + " makes " + result.size() + " of " + image.size()
                    + " pixels, but promises " + fit.outputSize(image.size()));
        }
        return result;
    }

    private static RgbImage fitted(ImageFit fit, RgbImage image) {
        if (fit instanceof ImageFit.FixedSize fixed) {
            return resize(image, fixed.size(), fixed.interpolation());
        }
        if (fit instanceof ImageFit.CenterCrop crop) {
            return cropCenter(
                    resize(image, crop.resized(image.size()), crop.interpolation()), ImageSize.square(crop.cropSide()));
        }
        if (fit instanceof ImageFit.Letterbox letterbox) {
            return letterbox(image, letterbox);
        }
        if (fit instanceof ImageFit.WholeTiles tiles) {
            return tiles.keeps(image.size()) ? image : letterbox(image, tiles.canvas(image.size()));
        }
        return image;
    }

    private static RgbImage resize(RgbImage image, ImageSize size, Interpolation interpolation) {
        if (image.size().equals(size)) {
            return image;
        }
        return switch (interpolation) {
            case AREA -> rounded(AreaAverage.resize(image, size.width(), size.height()), size);
            case BILINEAR -> FilteredResize.resize(image, size, FilteredResize.TRIANGLE);
            case BICUBIC -> FilteredResize.resize(image, size, FilteredResize.CUBIC);
        };
    }

    private static RgbImage rounded(float[] values, ImageSize size) {
        byte[] rgb = new byte[values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.round(values[i]);
        }
        return new RgbImage(rgb, size.height(), size.width());
    }

    private static RgbImage cropCenter(RgbImage image, ImageSize size) {
        int top = (image.height() - size.height()) / 2;
        int left = (image.width() - size.width()) / 2;
        byte[] rgb = new byte[size.height() * size.width() * CHANNELS];
        int rowBytes = size.width() * CHANNELS;
        for (int y = 0; y < size.height(); y++) {
            int from = ((top + y) * image.width() + left) * CHANNELS;
            System.arraycopy(image.rgb(), from, rgb, y * rowBytes, rowBytes);
        }
        return new RgbImage(rgb, size.height(), size.width());
    }

    private static RgbImage letterbox(RgbImage image, ImageFit.Letterbox letterbox) {
        int side = letterbox.side();
        if (image.size().equals(ImageSize.square(side))) {
            return image;
        }
        RgbImage resized = resize(image, letterbox.resized(image.size()), letterbox.interpolation());
        byte[] canvas = new byte[side * side * CHANNELS];
        byte[] edge = edgeColor(image);
        for (int i = 0; i < canvas.length; i++) {
            canvas[i] = edge[i % CHANNELS];
        }
        int left = (side - resized.width()) / 2;
        int top = (side - resized.height()) / 2;
        int rowBytes = resized.width() * CHANNELS;
        for (int y = 0; y < resized.height(); y++) {
            System.arraycopy(resized.rgb(), y * rowBytes, canvas, ((top + y) * side + left) * CHANNELS, rowBytes);
        }
        return new RgbImage(canvas, side, side);
    }

    private static byte[] edgeColor(RgbImage image) {
        long[] sum = new long[CHANNELS];
        int count = 0;
        for (int y = 0; y < image.height(); y++) {
            boolean wholeRow = y == 0 || y == image.height() - 1;
            int step = wholeRow ? 1 : Math.max(1, image.width() - 1);
            for (int x = 0; x < image.width(); x += step) {
                for (int c = 0; c < CHANNELS; c++) {
                    sum[c] += image.rgb()[(y * image.width() + x) * CHANNELS + c] & 0xff;
                }
                count++;
            }
        }
        byte[] color = new byte[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            color[c] = (byte) Math.round((float) sum[c] / count);
        }
        return color;
    }
}
