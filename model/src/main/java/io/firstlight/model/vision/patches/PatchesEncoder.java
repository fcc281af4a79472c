package io.firstlight.model.vision.patches;

import io.firstlight.core.image.RgbImage;
import io.firstlight.model.vision.TileEncoder;
import io.firstlight.tensor.device.Placement;
import org.bytedeco.pytorch.Tensor;

/** The normalised pixels of each patch as they are: what a projector without an encoder reads. */
final class PatchesEncoder extends TileEncoder<PatchesConfig> {
    PatchesEncoder(PatchesConfig config, Placement placement) {
        super(config, placement);
    }

    @Override
    protected Tensor forwardTiles(Tensor pixels, boolean training) {
        long tiles = pixels.size(0);
        long grid = config().tiles().gridSide();
        long patch = config().tiles().patchPixels();
        return pixels.view(tiles, grid, patch, grid, patch * RgbImage.CHANNELS)
                .transpose(2, 3)
                .reshape(tiles * config().tiles().tokensPerTile(), config().width());
    }
}
