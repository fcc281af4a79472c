package io.firstlight.model.vision.stem;

import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.ImageTransform;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import java.util.List;

/**
 * Shape of a {@link StemEncoder}.
 *
 * @param tiles how images are cut; the pixels of a visual token must be a multiple of 16 on each side
 * @param width W, a multiple of 32
 * @param layers transformer blocks after the stem, 0 or more
 */
public record StemConfig(TileGrid tiles, int width, int layers) implements ImageEncoderConfig {
    public static final String KIND = "stem";

    public StemConfig {
        if (tiles.patchPixels() % 16 != 0 || width < 1 || width % 32 != 0 || layers < 0) {
            throw new IllegalArgumentException("a stem encoder needs patches of a multiple of 16 pixels, a width that "
                    + "is a multiple of 32 and layers >= 0, found " + tiles.patchPixels() + " pixels, width " + width
                    + ", layers " + layers);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ImageTransform transform() {
        return tiles.transform();
    }

    @Override
    public int visualTokens(ImageSize size) {
        return tiles.visualTokens(size);
    }

    @Override
    public List<ParameterDeclaration> declare() {
        return StemParameters.declare(this);
    }

    @Override
    public double operationsPerVisualToken() {
        return StemParameters.operationsPerTile(this) / tiles.tokensPerTile();
    }

    @Override
    public ImageEncoder create(FlatParameters parameters) {
        return new StemEncoder(this, parameters);
    }
}
