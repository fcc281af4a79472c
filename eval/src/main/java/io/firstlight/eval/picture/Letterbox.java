package io.firstlight.eval.picture;

/**
 * Brings a picture of any size and shape onto a square canvas without distorting it. What it leaves free has the mean
 * colour of the picture's edge, which is as close to "more of the same background" as one colour comes.
 */
public final class Letterbox {
    private static final int CHANNELS = 3;

    private Letterbox() {}

    /**
     * The side in tiles, among {@code 1 .. largest}, whose canvas is nearest to the picture's longer side; the larger
     * one in the middle.
     */
    public static int nearestTilesPerSide(Picture picture, int tilePixels, int largest) {
        int longer = Math.max(picture.width(), picture.height());
        int nearest = (int) Math.floor((double) longer / tilePixels + 0.5);
        return Math.max(1, Math.min(largest, nearest));
    }

    /** The picture, as large as it fits, in the middle of a canvas of {@code side} x {@code side} pixels. */
    public static Picture fit(Picture picture, int side) {
        if (picture.width() == side && picture.height() == side) {
            return picture;
        }
        double scale = (double) side / Math.max(picture.width(), picture.height());
        int width = Math.max(1, (int) Math.round(picture.width() * scale));
        int height = Math.max(1, (int) Math.round(picture.height() * scale));
        float[] resized = AreaAverage.resize(picture, width, height);
        float[] edge = edgeColour(picture);
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
        return new Picture(canvas, side, side);
    }

    private static float[] edgeColour(Picture picture) {
        long[] sum = new long[CHANNELS];
        int count = 0;
        for (int y = 0; y < picture.height(); y++) {
            boolean wholeRow = y == 0 || y == picture.height() - 1;
            int step = wholeRow ? 1 : Math.max(1, picture.width() - 1);
            for (int x = 0; x < picture.width(); x += step) {
                for (int c = 0; c < CHANNELS; c++) {
                    sum[c] += picture.rgb()[(y * picture.width() + x) * CHANNELS + c] & 0xff;
                }
                count++;
            }
        }
        return new float[] {(float) sum[0] / count, (float) sum[1] / count, (float) sum[2] / count};
    }
}
