package io.firstlight.model.vision;

import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.ImageTransform;

/** The shape of a {@link TileEncoder}: how it takes images in follows from how they are cut. */
public interface TileEncoderConfig extends ImageEncoderConfig {
    /** How images are cut. */
    TileGrid tiles();

    @Override
    default ImageTransform transform() {
        return tiles().transform();
    }

    @Override
    default int visualTokens(ImageSize size) {
        return tiles().visualTokens(size);
    }

    @Override
    default int maxVisualTokens() {
        return tiles().maxVisualTokens();
    }

    @Override
    default double meanVisualTokens(double meanPixels) {
        return tiles().meanVisualTokens(meanPixels);
    }
}
