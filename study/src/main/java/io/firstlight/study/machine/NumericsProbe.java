package io.firstlight.study.machine;

import io.firstlight.core.file.Checksums;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The operations that training is made of, in training's shapes, on fixed inputs, and the hash of all result bits. It
 * tells machines apart by what their arithmetic gives, not by what they are called: libtorch, MKL and oneDNN each
 * choose their own kernels, by the processor's instructions, by its maker and by environment variables, and no single
 * name says which.
 */
final class NumericsProbe {
    private static final int HASH_DIGITS = 8;

    private final Placement placement;

    private NumericsProbe(Placement placement) {
        this.placement = placement;
    }

    /** The beginning of the hash, in hexadecimal digits. */
    static String hash(Placement placement) {
        return new NumericsProbe(placement).bits().substring(0, HASH_DIGITS);
    }

    private String bits() {
        MessageDigest digest = Checksums.newSha256();
        try (TensorScope scope = TensorScope.open()) {
            // Initial weights are drawn in Java, whose logarithm may be an intrinsic of the processor.
            add(digest, random("gaussians", 4096));
            for (int[] shape : List.of(
                    new int[] {64, 32, 96},
                    new int[] {128, 48, 32},
                    new int[] {64, 32, 64},
                    new int[] {16, 128, 24},
                    new int[] {256, 768, 32})) {
                Tensor left = random("left", shape[0], shape[1]).set_requires_grad(true);
                Tensor right = random("right", shape[2], shape[1]).set_requires_grad(true);
                Tensor product = torch.linear(left, right);
                backward(digest, torch.gelu(product).add(torch.silu(product)), left, right);
                add(
                        digest,
                        left.detach().mm(right.detach().t()),
                        right.detach().mm(left.detach().t()));
            }
            for (int[] shape : List.of(
                    new int[] {3, 32, 32, 4, 4},
                    new int[] {32, 32, 8, 3, 1},
                    new int[] {32, 64, 8, 2, 2},
                    new int[] {64, 64, 4, 3, 1},
                    new int[] {64, 32, 4, 2, 2},
                    new int[] {32, 32, 2, 3, 1})) {
                convolution(digest, shape);
            }
            Tensor rows = random("rows", 64, 32).set_requires_grad(true);
            Tensor gain = random("gain", 32).set_requires_grad(true);
            backward(
                    digest,
                    torch.layer_norm(
                            rows, new long[] {32}, new TensorOptional(gain), new TensorOptional(), 1e-5, false),
                    rows,
                    gain);
            backward(digest, rows.log_softmax(1).add(torch.log_sigmoid(rows)), rows);
            add(
                    digest,
                    rows.detach().exp(),
                    rows.detach().norm(),
                    rows.detach().sum(),
                    rows.detach().sqrt());
            attention(digest);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void convolution(MessageDigest digest, int[] shape) {
        Tensor pixels = random("pixels", 16, shape[2], shape[2], shape[0]).permute(0, 3, 1, 2);
        pixels.set_requires_grad(true);
        Tensor weight = random("kernel", shape[1], shape[0], shape[3], shape[3]).set_requires_grad(true);
        int padding = shape[4] == 1 ? 1 : 0;
        Tensor result = torch.conv2d(
                pixels,
                weight,
                new TensorOptional(),
                new long[] {shape[4], shape[4]},
                new long[] {padding, padding},
                new long[] {1, 1},
                1);
        Tensor normalized = torch.batch_norm(
                result,
                new TensorOptional(),
                new TensorOptional(),
                new TensorOptional(),
                new TensorOptional(),
                true,
                0.05,
                1e-5,
                false);
        backward(digest, torch.relu(normalized), pixels, weight);
    }

    private void attention(MessageDigest digest) {
        Tensor query = random("query", 8, 2, 16, 32).set_requires_grad(true);
        Tensor key = random("key", 8, 2, 16, 32).set_requires_grad(true);
        Tensor mixed = torch.scaled_dot_product_attention(
                query, key, key, new TensorOptional(), 0.0, false, new DoubleOptional(), false);
        backward(digest, mixed, query, key);
    }

    private Tensor random(String name, long... shape) {
        float[] values = new float[(int) Tensors.size(shape)];
        KeyedRandom random = KeyedRandom.of(8, "probe/" + name, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensors.of(placement, values, shape);
    }

    private static void backward(MessageDigest digest, Tensor result, Tensor... leaves) {
        result.mul(result).sum().backward();
        add(digest, result);
        for (Tensor leaf : leaves) {
            add(digest, leaf.grad());
        }
    }

    private static void add(MessageDigest digest, Tensor... results) {
        for (Tensor result : results) {
            float[] values = Tensors.floats(result);
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
            for (float value : values) {
                bytes.putFloat(value);
            }
            digest.update(bytes.array());
        }
    }
}
