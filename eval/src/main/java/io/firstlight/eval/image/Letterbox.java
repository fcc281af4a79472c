package io.firstlight.eval.image;

/**
 * Brings an image of any size and shape onto a square canvas without distorting it. What it leaves free has the mean
 * color of the image's edge, which is as close to "more of the same background" as one color comes.
 */
public final class Letterbox {
    private static final int CHANNELS = 3;

    private Letterbox() {}

    /**
     * The side in tiles, among {@code 1 .. largest}, whose canvas is nearest to the image's longer side; the larger one
     * in the middle.
     */
    public static int nearestTilesPerSide(RgbImage image, int tilePixels, int largest) {
        int longer = Math.max(image.width(), image.height());
        int nearest = (int) Math.floor((double) longer / tilePixels + 0.5);
        return Math.max(1, Math.min(largest, nearest));
    }

    /** The image, as large as it fits, in the middle of a canvas of {@code side} x {@code side} pixels. */
    public static RgbImage fit(RgbImage image, int side) {
        if (image.width() == side && image.height() == side) {
            return image;
        }
        double scale = (double) side / Math.max(image.width(), image.height());
        int width = Math.max(1, (int) Math.round(image.width() * scale));
        int height = Math.max(1, (int) Math.round(image.height() * scale));
        float[] resized = AreaAverage.resize(image, width, height);
        float[] edge = edgeColor(image);
        byte[] canvas = new byte[side * side * CHANNELS];
        for (int i = 0; i < canvas.length; i++) {
            canvas[i] = (byte) Math.round(edge[i % CHANNELS]);
        }
        int left = (side - width) / 2;
        int top = (side - height) / 2;
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < width * CHANNELS; i++) {
                canvas[((top + y) * side + left) * CHANNELS + i] = (byte) Math.round(resized[y * width * CHANNELS + i]);
            }
        }
        return new RgbImage(canvas, side, side);
    }

    private static float[] edgeColor(RgbImage image) {
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
        return new float[] {(float) sum[0] / count, (float) sum[1] / count, (float) sum[2] / count};
    }
}
