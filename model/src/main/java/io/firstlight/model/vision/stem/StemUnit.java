package io.firstlight.model.vision.stem;

import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution of the stem with the batch normalisation after it. Of tiles that come in parts the statistics are those
 * of all parts, as if they were one batch. C channels; positions are tiles times pixels of the output.
 *
 * @param name of its parameters, up to the last dot
 * @param isSecond whether it ends a residual block: its output is added to the block's input, which is the output of
 *     the unit before the unit before; any other unit's output is rectified
 */
record StemUnit(FlatParameters parameters, String name, int stride, int padding, boolean isSecond) {
    /** The units of a stem, in their order. */
    static List<StemUnit> of(StemConfig config, FlatParameters parameters) {
        List<StemUnit> units = new ArrayList<>();
        int[] strides = StemParameters.stageStrides(config);
        for (int stage = 0; stage < strides.length; stage++) {
            String prefix = StemParameters.stagePrefix(stage);
            units.add(new StemUnit(parameters, prefix + "reduce", strides[stage], 0, false));
            for (int block = 0; block < StemParameters.BLOCKS_PER_STAGE; block++) {
                units.add(new StemUnit(parameters, prefix + "blocks." + block + ".first", 1, 1, false));
                units.add(new StemUnit(parameters, prefix + "blocks." + block + ".second", 1, 1, true));
            }
        }
        return units;
    }

    /** Mean and variance (over n) of each channel, [C]. */
    record Statistics(Tensor mean, Tensor variance) {}

    Tensor weight() {
        return parameters.get(name + ".weight");
    }

    Tensor norm(String what) {
        return parameters.get(name + ".norm." + what);
    }

    /** The output of the convolution alone. */
    Tensor convolution(Tensor x) {
        return torch.conv2d(
                x,
                weight(),
                new TensorOptional(),
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                1);
    }

    /** The output of the convolution for one part, its mean and its variance. */
    List<Tensor> convolve(Tensor x) {
        Tensor y = convolution(x);
        try (T_TensorTensor_T found = torch.batch_norm_update_stats(y, new TensorOptional(), new TensorOptional(), 0)) {
            // Handles of their own: those that the tuple gives out end with it.
            return List.of(y, new Tensor(found.get0()), new Tensor(found.get1()));
        }
    }

    /**
     * The statistics of all parts together, in the caller's scope; the running ones move towards them.
     *
     * @param parts of each part what {@link #convolve} gave
     */
    Statistics statistics(List<Tensor>[] parts) {
        double total = positions(parts);
        int channels = (int) weight().size(0);
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        for (List<Tensor> part : parts) {
            double share = positionsOf(part) / total;
            double[] own = Tensors.doubles(part.get(1));
            for (int c = 0; c < channels; c++) {
                mean[c] += share * own[c];
            }
        }
        for (List<Tensor> part : parts) {
            double share = positionsOf(part) / total;
            double[] ownMean = Tensors.doubles(part.get(1));
            double[] ownVariance = Tensors.doubles(part.get(2));
            for (int c = 0; c < channels; c++) {
                double apart = ownMean[c] - mean[c];
                variance[c] += share * (ownVariance[c] + apart * apart);
            }
        }
        Placement placement = parameters.placement();
        Statistics found = new Statistics(
                Tensors.constants(placement, mean, channels), Tensors.constants(placement, variance, channels));
        double momentum = StemEncoder.STATISTICS_MOMENTUM;
        norm("mean").mul_(new Scalar(1 - momentum)).add_(found.mean(), new Scalar(momentum));
        norm("variance")
                .mul_(new Scalar(1 - momentum))
                .add_(found.variance(), new Scalar(momentum * total / (total - 1)));
        return found;
    }

    /** Number of positions of all parts. */
    static double positions(List<Tensor>[] parts) {
        double total = 0;
        for (List<Tensor> part : parts) {
            total += positionsOf(part);
        }
        return total;
    }

    private static double positionsOf(List<Tensor> part) {
        Tensor y = part.get(0);
        return (double) y.numel() / y.size(1);
    }

    /**
     * The unit's output for one part.
     *
     * @param blockInput what the second unit of a block adds; any other unit ignores it
     */
    Tensor normalize(Tensor y, Statistics statistics, Tensor blockInput) {
        try (T_TensorTensorTensor_T found = torch.native_batch_norm(
                y,
                new TensorOptional(norm("weight")),
                new TensorOptional(norm("bias")),
                new TensorOptional(statistics.mean()),
                new TensorOptional(statistics.variance()),
                false,
                0,
                StemEncoder.EPSILON)) {
            Tensor normalized = new Tensor(found.get0());
            // Not what operators in place return, which are no handles of their own.
            if (isSecond) {
                normalized.add_(blockInput);
            } else {
                torch.relu_(normalized);
            }
            return normalized;
        }
    }

    /**
     * The backward pass of {@link #normalize} for one part as if the statistics were constants: the gradient of
     * {@code y}, and this part's sums over positions of gradient times normalised value and of gradient, [C] each.
     *
     * @param gradient of the unit's output
     */
    List<Tensor> backwardOfConstants(Tensor gradient, Tensor output, Tensor y, Statistics statistics) {
        Tensor normalizedGradient = isSecond ? gradient : torch.threshold_backward(gradient, output, new Scalar(0));
        try (BoolPointer wanted = new BoolPointer(3).put(0, true).put(1, true).put(2, true);
                T_TensorTensorTensor_T found = torch.native_batch_norm_backward(
                        normalizedGradient,
                        y,
                        new TensorOptional(norm("weight")),
                        new TensorOptional(statistics.mean()),
                        new TensorOptional(statistics.variance()),
                        new TensorOptional(),
                        new TensorOptional(),
                        false,
                        StemEncoder.EPSILON,
                        wanted)) {
            return List.of(new Tensor(found.get0()), new Tensor(found.get1()), new Tensor(found.get2()));
        }
    }

    /**
     * What the statistics add to the gradient of {@code y}: {@code - constant - slope * y}, [C] each. They are means
     * over all positions, so every position has a share in them (Ioffe and Szegedy, arXiv 1502.03167, section 3).
     *
     * @param products sum over all positions of gradient times normalised value
     * @param sums of the gradient
     */
    List<Tensor> correction(Tensor products, Tensor sums, Statistics statistics, double positions) {
        Tensor inverseDeviation =
                statistics.variance().add(new Scalar(StemEncoder.EPSILON)).rsqrt();
        Tensor factor = norm("weight").mul(inverseDeviation).div_(new Scalar(positions));
        Tensor slope = factor.mul(inverseDeviation).mul_(products);
        Tensor constant = factor.mul(sums).sub_(slope.mul(statistics.mean()));
        return List.of(constant, slope);
    }

    /**
     * The gradients of the convolution's weight and, where it is wanted, of its input, for one part.
     *
     * @param gradient of {@code y} with constant statistics; overwritten
     */
    List<Tensor> backwardOfConvolution(
            Tensor gradient, Tensor y, List<Tensor> correction, Tensor x, boolean wantsInput) {
        long channels = y.size(1);
        Tensor full = gradient.sub_(correction.get(0).view(1, channels, 1, 1))
                .addcmul_(y, correction.get(1).view(1, channels, 1, 1), new Scalar(-1));
        try (BoolPointer wanted =
                        new BoolPointer(3).put(0, wantsInput).put(1, true).put(2, false);
                T_TensorTensorTensor_T found = torch.convolution_backward(
                        full,
                        x,
                        weight(),
                        new LongArrayRefOptional(),
                        new long[] {stride, stride},
                        new long[] {padding, padding},
                        new long[] {1, 1},
                        false,
                        new long[] {0, 0},
                        1,
                        wanted)) {
            Tensor weightGradient = new Tensor(found.get1());
            return wantsInput ? List.of(weightGradient, new Tensor(found.get0())) : List.of(weightGradient);
        }
    }
}
