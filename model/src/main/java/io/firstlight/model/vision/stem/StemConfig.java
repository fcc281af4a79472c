package io.firstlight.model.vision.stem;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.Range;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vision.TileEncoderConfig;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.model.vision.patches.PatchesConfig;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import java.util.List;
import java.util.Optional;

/**
 * Shape of a {@link StemEncoder}.
 *
 * @param tiles how images are cut; the pixels of a visual token must be a multiple of 16 on each side
 * @param width W, a multiple of 32
 * @param layers transformer blocks after the stem, 0 or more
 */
public record StemConfig(TileGrid tiles, int width, int layers) implements TileEncoderConfig {
    /** Name in study files and in JSON. */
    public static final String KIND = "stem";

    static final int HEAD_WIDTH = 32;
    /** What the strides of the stem make one token of, or several times as much. */
    private static final int PATCH_MULTIPLE = 16;

    public StemConfig {
        if (tiles.patchPixels() % PATCH_MULTIPLE != 0 || width < 1 || width % HEAD_WIDTH != 0 || layers < 0) {
            throw new IllegalArgumentException("a stem encoder needs patches of a multiple of 16 pixels, a width that "
                    + "is a multiple of 32 and layers >= 0, found " + tiles.patchPixels() + " pixels, width " + width
                    + ", layers " + layers);
        }
    }

    /** As {@code model.image_encoder} of a study file says. */
    public static StemConfig fromSection(ConfigMap section) {
        int width = section.count("width", Range.atLeast(HEAD_WIDTH), 160);
        if (width % HEAD_WIDTH != 0) {
            throw section.get("width")
                    .error("found '" + width + "', expected a multiple of " + HEAD_WIDTH + " (the width of a head)");
        }
        int layers = section.count("layers", Range.atLeast(0), 1);
        TileGrid tiles = TileGrid.fromSection(section);
        if (tiles.patchPixels() % PATCH_MULTIPLE != 0) {
            throw TileGrid.place(section)
                    .error("found tile_pixels " + tiles.tilePixels() + " and grid_side " + tiles.gridSide()
                            + ", which is " + tiles.patchPixels() + " pixels a visual token; expected a multiple of "
                            + PATCH_MULTIPLE + ", such as tile_pixels " + PATCH_MULTIPLE * tiles.gridSide());
        }
        return new StemConfig(tiles, width, layers);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<ImageEncoderConfig> patches() {
        return Optional.of(new PatchesConfig(tiles));
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
