package io.firstlight.worlds.quickstart.write;

import io.firstlight.core.progress.Progress;
import io.firstlight.data.store.TarWriter;
import io.firstlight.worlds.quickstart.scene.ImageRenderer;
import io.firstlight.worlds.quickstart.scene.SceneImage;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Renders images on all cores and writes them as PNG files of one tar, in order. */
public final class ImageArchiveWriter {
    /** Number of images rendered at a time: enough to keep the cores busy, few enough to hold in memory. */
    private static final int CHUNK = 512;

    private ImageArchiveWriter() {}

    /** Writes {@code images} to {@code tar}, each under its key. */
    public static void write(Path tar, List<SceneImage> images, Progress progress) throws IOException {
        // With its cache, ImageIO would write every PNG to a temporary file first.
        ImageIO.setUseCache(false);
        try (TarWriter out = TarWriter.create(tar);
                Progress.Task task = progress.begin("images " + tar.getFileName(), images.size(), "images")) {
            for (int from = 0; from < images.size(); from += CHUNK) {
                List<SceneImage> chunk = images.subList(from, Math.min(images.size(), from + CHUNK));
                List<byte[]> pngs =
                        chunk.parallelStream().map(ImageArchiveWriter::png).toList();
                for (int i = 0; i < chunk.size(); i++) {
                    out.write(chunk.get(i).key(), "png", pngs.get(i));
                }
                task.update(from + chunk.size(), "");
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static byte[] png(SceneImage image) {
        byte[] rgb = ImageRenderer.render(image);
        int size = image.pixels();
        ComponentColorModel colors = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        BufferedImage raster = new BufferedImage(
                colors,
                Raster.createInterleavedRaster(
                        new DataBufferByte(rgb, rgb.length), size, size, size * 3, 3, new int[] {0, 1, 2}, null),
                false,
                null);
        ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
        try {
            ImageIO.write(raster, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
