package io.firstlight.model.vision;

import io.firstlight.core.image.PixelNormalization;
import io.firstlight.core.image.RgbImage;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Pixels as tensors. */
public final class ImageTensors {
    private static final double BYTE_RANGE = 255;

    private ImageTensors() {}

    /**
     * Normalised pixels [N, S, S, 3] in the placement's compute precision, in the caller's scope.
     *
     * @param rgb [N, S, S, 3] unsigned bytes
     */
    public static Tensor normalized(
            Placement placement, byte[] rgb, PixelNormalization normalization, long n, long side) {
        Tensor pixels = Tensors.of(placement, rgb, n, side, side, RgbImage.CHANNELS)
                .to(placement.precision().compute());
        float[] scale = new float[RgbImage.CHANNELS];
        float[] offset = new float[RgbImage.CHANNELS];
        boolean alike = true;
        for (int c = 0; c < RgbImage.CHANNELS; c++) {
            double deviation = normalization.deviation().get(c);
            scale[c] = (float) (1 / (BYTE_RANGE * deviation));
            offset[c] = (float) (normalization.mean().get(c) / deviation);
            alike &= scale[c] == scale[0] && offset[c] == offset[0];
        }
        // One number for all channels needs no broadcast.
        return alike
                ? pixels.mul_(new Scalar(scale[0])).sub_(new Scalar(offset[0]))
                : pixels.mul_(Tensors.of(placement, scale, RgbImage.CHANNELS))
                        .sub_(Tensors.of(placement, offset, RgbImage.CHANNELS));
    }
}
