package io.firstlight.tensor.kernel;

import io.firstlight.tensor.device.Device;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.device.Precision;

/**
 * Which version of a kernel runs on a placement. libtorch's CPU kernels serve float32 on the CPU; plain operators serve
 * every other placement.
 */
public final class Kernels {
    private Kernels() {}

    public static AttentionKernel attention(Placement placement) {
        return isPlainCpu(placement) ? new FlashAttention(placement) : new ReferenceAttention(placement);
    }

    /** Whether rotations by complex products are there: no device has complex bfloat16. */
    static boolean rotatesByComplexProducts(Placement placement) {
        return isPlainCpu(placement);
    }

    public static GatedProductKernel gatedProduct(Placement placement) {
        return isPlainCpu(placement) ? new InPlaceGatedProduct() : new ReferenceGatedProduct();
    }

    public static LossChunkKernel lossChunk(Placement placement) {
        return isPlainCpu(placement) ? new InPlaceLossChunk() : new ReferenceLossChunk(placement);
    }

    public static UpdateKernel update(Placement placement) {
        return isPlainCpu(placement) ? new FusedAdamW(placement) : new ReferenceAdamW();
    }

    private static boolean isPlainCpu(Placement placement) {
        return placement.device().kind() == Device.Kind.CPU && placement.precision() == Precision.FLOAT32;
    }
}
