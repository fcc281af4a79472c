package io.firstlight.worlds.quickstart.icon;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Rasterises SVG with jsvg. No icon in use contains text, so no Java font is needed: a fresh machine may have none. */
final class Rasteriser {
    /** Side of the square that an icon is drawn in: enough for clean edges on objects of 24 to 31 pixels. */
    static final int PIXELS = 72;
    /** Alpha, 0 to 255, below which cropping treats a pixel as transparent. */
    private static final int CROP_BELOW = 24;

    private Rasteriser() {}

    /** The cropped pixels of {@code icon}; one transparent pixel when nothing is drawn. */
    static Raster rasterise(IconSvg icon) {
        byte[] document = icon.document().getBytes(StandardCharsets.UTF_8);
        SVGDocument svg = new SVGLoader().load(new ByteArrayInputStream(document), null, LoaderContext.createDefault());
        if (svg == null) {
            throw new IllegalStateException("cannot read the SVG of icon " + icon.id());
        }
        BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            svg.renderWithPlatform(NullPlatformSupport.INSTANCE, graphics, new ViewBox(PIXELS, PIXELS));
        } finally {
            graphics.dispose();
        }
        return crop(((DataBufferInt) image.getRaster().getDataBuffer()).getData());
    }

    private static Raster crop(int[] argb) {
        int left = PIXELS;
        int right = -1;
        int top = PIXELS;
        int bottom = -1;
        for (int y = 0; y < PIXELS; y++) {
            for (int x = 0; x < PIXELS; x++) {
                if ((argb[y * PIXELS + x] >>> 24) >= CROP_BELOW) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = y;
                }
            }
        }
        if (right < 0) {
            return new Raster(new int[1], 1, 1);
        }
        int width = right - left + 1;
        int height = bottom - top + 1;
        int[] cropped = new int[width * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(argb, (top + y) * PIXELS + left, cropped, y * width, width);
        }
        return new Raster(cropped, width, height);
    }
}
