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

/**
 * SVG to pixels with jsvg. No icon that is used holds text, and no Java font is touched: a fresh machine may have none.
 */
final class Rasteriser {
    /** Longer side of a raster: enough for objects of 24 to 31 pixels with clean edges. */
    static final int PIXELS = 72;
    /** Coverage (of 255) below which a pixel counts as not drawn when trimming. */
    private static final int TRIM_BELOW = 24;

    private Rasteriser() {}

    /** The trimmed pixels of {@code icon}; 1 x 1 and transparent when nothing is drawn. */
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
        return trim(((DataBufferInt) image.getRaster().getDataBuffer()).getData());
    }

    private static Raster trim(int[] argb) {
        int left = PIXELS;
        int right = -1;
        int top = PIXELS;
        int bottom = -1;
        for (int y = 0; y < PIXELS; y++) {
            for (int x = 0; x < PIXELS; x++) {
                if ((argb[y * PIXELS + x] >>> 24) >= TRIM_BELOW) {
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
        int[] trimmed = new int[width * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(argb, (top + y) * PIXELS + left, trimmed, y * width, width);
        }
        return new Raster(trimmed, width, height);
    }
}
