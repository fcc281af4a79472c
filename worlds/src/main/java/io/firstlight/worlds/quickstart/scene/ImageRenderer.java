package io.firstlight.worlds.quickstart.scene;

import io.firstlight.worlds.quickstart.drawing.Tint;
import io.firstlight.worlds.quickstart.icon.Raster;
import io.firstlight.worlds.quickstart.scene.PlacedRaster.Appearance;
import io.firstlight.worlds.quickstart.scene.PlacedRaster.Box;

/** Renders images: a pure function that gives the same pixels on every machine. */
public final class ImageRenderer {
    /**
     * Samples per pixel and axis. Drawings shrink about 2.5 times, so 2 x 2 bilinear samples cover every source pixel.
     */
    private static final int SAMPLES = 2;

    private ImageRenderer() {}

    /** The image as [pixels, pixels, 3] unsigned bytes, row-major, RGB. */
    public static byte[] render(SceneImage image) {
        int size = image.pixels();
        float[] rgb = new float[size * size * 3];
        for (int y = 0; y < size; y++) {
            float mix = (float) y / (size - 1);
            for (int x = 0; x < size; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[(y * size + x) * 3 + c] = channel(image.background().top(), c) * (1 - mix)
                            + channel(image.background().bottom(), c) * mix;
                }
            }
        }
        for (PlacedRaster placed : image.placements()) {
            draw(placed, rgb, size);
        }
        byte[] bytes = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(rgb[i])));
        }
        return bytes;
    }

    private static void draw(PlacedRaster placed, float[] rgb, int size) {
        Box box = placed.box();
        Appearance appearance = placed.appearance();
        double reach = Math.hypot(box.width(), box.height()) / 2 + 1;
        int left = Math.max(0, (int) Math.floor(box.centerX() - reach));
        int right = Math.min(size - 1, (int) Math.ceil(box.centerX() + reach));
        int top = Math.max(0, (int) Math.floor(box.centerY() - reach));
        int bottom = Math.min(size - 1, (int) Math.ceil(box.centerY() + reach));
        // StrictMath gives the same bits on every machine, Math need not.
        double cos = StrictMath.cos(appearance.angle());
        double sin = StrictMath.sin(appearance.angle());
        Raster raster = placed.raster();
        double scaleX = raster.width() / box.width() * (appearance.flipped() ? -1 : 1);
        double scaleY = raster.height() / box.height();
        float[] sample = new float[4];
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                sample[0] = sample[1] = sample[2] = sample[3] = 0;
                for (int i = 0; i < SAMPLES * SAMPLES; i++) {
                    double dx = x + (i % SAMPLES + 0.5) / SAMPLES - box.centerX();
                    int row = i / SAMPLES;
                    double dy = y + (row + 0.5) / SAMPLES - box.centerY();
                    double u = (dx * cos + dy * sin) * scaleX + raster.width() / 2.0;
                    double v = (dy * cos - dx * sin) * scaleY + raster.height() / 2.0;
                    addBilinear(raster, u - 0.5, v - 0.5, sample);
                }
                if (sample[3] > 0) {
                    blend(rgb, (y * size + x) * 3, sample, appearance);
                }
            }
        }
    }

    /** Adds the premultiplied red, green, blue and alpha at (u, v), each 0 to 255; outside the raster all are 0. */
    private static void addBilinear(Raster raster, double u, double v, float[] sum) {
        int x = (int) Math.floor(u);
        int y = (int) Math.floor(v);
        float fx = (float) (u - x);
        float fy = (float) (v - y);
        for (int corner = 0; corner < 4; corner++) {
            int cx = x + (corner & 1);
            int cy = y + (corner >> 1);
            if (cx >= 0 && cy >= 0 && cx < raster.width() && cy < raster.height()) {
                float weight = ((corner & 1) == 0 ? 1 - fx : fx) * ((corner >> 1) == 0 ? 1 - fy : fy);
                int argb = raster.argb()[cy * raster.width() + cx];
                sum[0] += weight * (argb >> 16 & 255);
                sum[1] += weight * (argb >> 8 & 255);
                sum[2] += weight * (argb & 255);
                sum[3] += weight * (argb >>> 24);
            }
        }
    }

    private static void blend(float[] rgb, int at, float[] sample, Appearance appearance) {
        float count = SAMPLES * SAMPLES;
        float coverage = sample[3] / count / 255;
        for (int c = 0; c < 3; c++) {
            float own =
                    appearance.tint() == Tint.OWN_COLORS ? sample[c] / count : channel(appearance.tint(), c) * coverage;
            rgb[at + c] = rgb[at + c] * (1 - coverage) + (float) (own * appearance.light());
        }
    }

    private static int channel(int rgb, int c) {
        return rgb >> (16 - 8 * c) & 255;
    }
}
