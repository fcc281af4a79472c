package io.firstlight.tensor.device;

import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Where and how a model computes: given to models, optimizers and every tensor factory from outside. It says nothing
 * about what is computed, so it never enters a stage's key; on another placement the same stage gives the same result
 * within that placement's rounding.
 *
 * @param microBatchRows most rows that go forward and backward at once; 0 for the whole batch. Gradients of the parts
 *     add up to the batch's
 * @param ranks processes that share a batch
 */
public record Placement(
        Device device, Precision precision, int microBatchRows, Recomputation recomputation, Ranks ranks) {
    /** float32 on the CPU, whole batches, nothing computed twice, one process. */
    public static final Placement CPU = on(Device.CPU, Precision.FLOAT32);

    public Placement {
        if (microBatchRows < 0) {
            throw new IllegalArgumentException(
                    "a micro-batch has at least 1 row, or 0 for the whole batch; found " + microBatchRows);
        }
    }

    /** Whole batches in one process. */
    public static Placement on(Device device, Precision precision) {
        return new Placement(device, precision, 0, Recomputation.NONE, Ranks.ALONE);
    }

    public Placement withPrecision(Precision other) {
        return new Placement(device, other, microBatchRows, recomputation, ranks);
    }

    public Placement withMicroBatchRows(int rows) {
        return new Placement(device, precision, rows, recomputation, ranks);
    }

    public Placement withRecomputation(Recomputation other) {
        return new Placement(device, precision, microBatchRows, other, ranks);
    }

    /** Options of tensors that models compute with, in the caller's scope. */
    public TensorOptions computeOptions() {
        return options(precision.compute());
    }

    /** Options of master weights, moments and tables, in the caller's scope. */
    public TensorOptions masterOptions() {
        return options(precision.master());
    }

    /** Options of tensors of {@code type} on this device, in the caller's scope. */
    public TensorOptions options(ScalarType type) {
        return device.kind() == Device.Kind.CPU
                ? new TensorOptions(type)
                : new TensorOptions(device.handle()).dtype(new ScalarTypeOptional(type));
    }
}
