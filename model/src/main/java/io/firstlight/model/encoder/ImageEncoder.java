package io.firstlight.model.encoder;

import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** From the pixels of tiles to visual tokens. */
public interface ImageEncoder {
    /** First part of the names of all its parameters. */
    String MODULE = "encoder";

    String PREFIX = MODULE + ".";
    /**
     * Matrices and convolutions, gains and biases, and the running statistics of batch normalisation (never trained).
     */
    String MATRICES = "encoder.matrices";

    String GAINS = "encoder.gains";
    String STATISTICS = "encoder.statistics";

    static List<ParameterDeclaration> declare(ImageEncoderConfig config) {
        return switch (config.kind()) {
            case VIT -> VisionTransformer.declare(config);
            case PATCH -> List.of();
        };
    }

    static ImageEncoder of(ImageEncoderConfig config, FlatParameters parameters) {
        return switch (config.kind()) {
            case VIT -> new VisionTransformer(config, parameters);
            case PATCH -> new PatchEncoder(config, parameters.placement());
        };
    }

    ImageEncoderConfig config();

    /** Where the encoder computes. */
    Placement placement();

    /**
     * @param pixels [tiles, side, side, 3] float32 in -1 .. 1
     * @param training whether batch statistics are taken from this batch and the running ones updated
     * @return [tiles * tokensPerTile, width] float32, the tokens of a tile in row-major order, in the caller's scope
     */
    Tensor forward(Tensor pixels, boolean training);

    /** Features of {@code tiles} tiles of unsigned bytes [tiles, side, side, 3], without gradients, in batches. */
    default float[] features(byte[] rgb, int tiles) {
        int side = config().tilePixels();
        int tileBytes = side * side * 3;
        int tileValues = config().tokensPerTile() * config().width();
        float[] features = new float[tiles * tileValues];
        int batch = 256;
        for (int begin = 0; begin < tiles; begin += batch) {
            int size = Math.min(batch, tiles - begin);
            try (TensorScope scope = TensorScope.open();
                    GradMode mode = GradMode.off()) {
                byte[] part = java.util.Arrays.copyOfRange(rgb, begin * tileBytes, (begin + size) * tileBytes);
                float[] values = Tensors.floats(forward(pixels(placement(), part, size, side), false));
                System.arraycopy(values, 0, features, begin * tileValues, values.length);
            }
        }
        return features;
    }

    /** Unsigned bytes [tiles, side, side, 3] as float32 in -1 .. 1 (mean and deviation 0.5, as SigLIP has it). */
    static Tensor pixels(Placement placement, byte[] rgb, int tiles, int side) {
        return Tensors.of(placement, rgb, tiles, side, side, 3)
                .to(placement.precision().compute())
                .mul_(new Scalar(2 / 255f))
                .sub_(new Scalar(1f));
    }

    /** The pixels of each patch as they are: what a projector without an encoder reads. */
    record PatchEncoder(ImageEncoderConfig config, Placement placement) implements ImageEncoder {
        @Override
        public Tensor forward(Tensor pixels, boolean training) {
            long tiles = pixels.size(0);
            long grid = config.gridSide();
            long patch = config.patchPixels();
            return pixels.view(tiles, grid, patch, grid, patch * 3)
                    .transpose(2, 3)
                    .reshape(tiles * config.tokensPerTile(), config.width());
        }
    }
}
