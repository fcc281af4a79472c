package io.firstlight.model.vision.patches;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.image.RgbImage;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vision.TileEncoderConfig;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import java.util.List;
import java.util.Optional;

/**
 * Shape of a {@link PatchesEncoder}, which has no parameters.
 *
 * @param tiles how images are cut
 */
public record PatchesConfig(TileGrid tiles) implements TileEncoderConfig {
    /** Name in study files and in JSON. */
    public static final String KIND = "patches";

    /** As {@code model.image_encoder} of a study file says. */
    public static PatchesConfig fromSection(ConfigMap section) {
        return new PatchesConfig(TileGrid.fromSection(section));
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** The channels of all pixels of a patch. */
    @Override
    public int width() {
        return RgbImage.CHANNELS * tiles.patchPixels() * tiles.patchPixels();
    }

    @Override
    public Optional<ImageEncoderConfig> patches() {
        return Optional.of(this);
    }

    @Override
    public List<ParameterDeclaration> declare() {
        return List.of();
    }

    @Override
    public double operationsPerVisualToken() {
        return 0;
    }

    @Override
    public ImageEncoder create(FlatParameters parameters) {
        return new PatchesEncoder(this, parameters.placement());
    }
}
