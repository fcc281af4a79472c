package io.firstlight.model.vision;

import io.firstlight.core.image.RgbImage;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * An encoder that cuts every image into square tiles, from left to right and then down, and encodes each by itself: an
 * image of any whole number of tiles is read, and the tiles of all images make one batch.
 */
public abstract class TileEncoder implements ImageEncoder {
    /** Tiles encoded at once where no gradients are wanted. */
    private static final int FEATURE_BATCH_TILES = 256;

    private final TileGrid grid;
    private final Placement placement;

    /**
     * An encoder of the tiles of {@code grid}.
     *
     * @param placement where the encoder computes
     */
    protected TileEncoder(TileGrid grid, Placement placement) {
        this.grid = grid;
        this.placement = placement;
    }

    /**
     * The visual tokens of tiles.
     *
     * @param pixels [N, tilePixels, tilePixels, 3], normalised
     * @return [N * tokensPerTile, W], the tokens of a tile in row-major order, in the caller's scope
     */
    protected abstract Tensor forwardTiles(Tensor pixels, boolean training);

    @Override
    public final Tensor forward(List<RgbImage> images, boolean training) {
        byte[] tiles = grid.cut(images);
        return forwardTiles(pixels(tiles, tiles.length / grid.tileBytes()), training);
    }

    @Override
    public final float[] features(List<RgbImage> images) {
        byte[] tiles = grid.cut(images);
        int numTiles = tiles.length / grid.tileBytes();
        int tileValues = grid.tokensPerTile() * config().width();
        float[] features = new float[numTiles * tileValues];
        for (int begin = 0; begin < numTiles; begin += FEATURE_BATCH_TILES) {
            int size = Math.min(FEATURE_BATCH_TILES, numTiles - begin);
            try (TensorScope scope = TensorScope.open();
                    GradMode mode = GradMode.off()) {
                byte[] part = Arrays.copyOfRange(tiles, begin * grid.tileBytes(), (begin + size) * grid.tileBytes());
                float[] values = Tensors.floats(forwardTiles(pixels(part, size), false));
                System.arraycopy(values, 0, features, begin * tileValues, values.length);
            }
        }
        return features;
    }

    private Tensor pixels(byte[] tiles, int numTiles) {
        return ImageTensors.normalized(
                placement, tiles, config().transform().normalization(), numTiles, grid.tilePixels());
    }
}
