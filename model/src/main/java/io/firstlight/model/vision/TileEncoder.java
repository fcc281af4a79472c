package io.firstlight.model.vision;

import io.firstlight.core.image.RgbImage;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.ParallelParts;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Device;
import io.firstlight.tensor.device.Placement;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * An encoder that cuts every image into square tiles, from left to right and then down, and encodes each by itself: an
 * image of any whole number of tiles is read, and the tiles of all images make one batch.
 *
 * @param <C> the encoder's own configuration
 */
public abstract class TileEncoder<C extends TileEncoderConfig> implements ImageEncoder {
    /** Tiles that a thread encodes at once where no gradients are wanted. */
    private static final int FEATURE_PART_TILES = 64;
    /**
     * Tiles that a thread computes with at once in training. Fewer cost convolutions much of their speed (docs/LOG.md).
     */
    private static final int TRAINING_PART_TILES = 64;

    private final C config;
    private final TileGrid grid;
    private final Placement placement;

    /**
     * An encoder of the tiles of {@code config}.
     *
     * @param placement where the encoder computes
     */
    protected TileEncoder(C config, Placement placement) {
        this.config = config;
        this.grid = config.tiles();
        this.placement = placement;
    }

    @Override
    public final C config() {
        return config;
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
        return forwardTiles(pixels(tiles, 0, tiles.length / grid.tileBytes()), training);
    }

    @Override
    public final EncoderPass record(List<RgbImage> images) {
        byte[] tiles = grid.cut(images);
        int numTiles = tiles.length / grid.tileBytes();
        // Kernels of batch normalisation want one precision for pixels and statistics.
        boolean isInParts = placement.device().kind() == Device.Kind.CPU
                && !placement.precision().hasSeparateMaster()
                && numTiles > TRAINING_PART_TILES;
        return isInParts
                ? recordTiles(
                        (numTiles + TRAINING_PART_TILES - 1) / TRAINING_PART_TILES,
                        i -> pixels(
                                tiles,
                                i * TRAINING_PART_TILES,
                                Math.min(TRAINING_PART_TILES, numTiles - i * TRAINING_PART_TILES)))
                : ImageEncoder.super.record(images);
    }

    /**
     * The training pass of {@link #record} over more tiles than one part takes; by autograd over all of them at once
     * unless an encoder has its own.
     *
     * @param parts number of parts that the tiles come in, above 1
     * @param pixels from the number of a part to its tiles [N, tilePixels, tilePixels, 3], normalised, in the scope of
     *     the thread that asks
     */
    protected EncoderPass recordTiles(int parts, IntFunction<Tensor> pixels) {
        TensorVector all = new TensorVector();
        for (int i = 0; i < parts; i++) {
            all.push_back(pixels.apply(i));
        }
        return AutogradEncoderPass.of(() -> forwardTiles(torch.cat(all, 0), true));
    }

    @Override
    public final float[] features(List<RgbImage> images) {
        byte[] tiles = grid.cut(images);
        int numTiles = tiles.length / grid.tileBytes();
        int tileValues = grid.tokensPerTile() * config.width();
        float[] features = new float[numTiles * tileValues];
        ParallelParts.run((numTiles + FEATURE_PART_TILES - 1) / FEATURE_PART_TILES, i -> {
            int begin = i * FEATURE_PART_TILES;
            int size = Math.min(FEATURE_PART_TILES, numTiles - begin);
            try (TensorScope scope = TensorScope.open();
                    GradMode mode = GradMode.off()) {
                float[] values = Tensors.floats(forwardTiles(pixels(tiles, begin, size), false));
                System.arraycopy(values, 0, features, begin * tileValues, values.length);
            }
        });
        return features;
    }

    /** Tiles {@code begin .. begin+size-1} of {@code tiles}. */
    private Tensor pixels(byte[] tiles, int begin, int size) {
        byte[] part = begin == 0 && size * grid.tileBytes() == tiles.length
                ? tiles
                : Arrays.copyOfRange(tiles, begin * grid.tileBytes(), (begin + size) * grid.tileBytes());
        return ImageTensors.normalized(placement, part, config.transform().normalization(), size, grid.tilePixels());
    }
}
