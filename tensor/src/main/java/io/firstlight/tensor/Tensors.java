package io.firstlight.tensor;

import io.firstlight.tensor.device.Device;
import io.firstlight.tensor.device.Placement;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * New tensors on a placement, and copies between them and Java arrays. The only place that makes tensors from nothing:
 * whoever makes one must say where it lies. Every tensor returned belongs to the caller's {@link TensorScope}.
 */
public final class Tensors {
    private Tensors() {}

    /**
     * Tensor of {@code shape} in the precision of the placement's arithmetic with a copy of {@code values}, row-major.
     */
    public static Tensor of(Placement placement, float[] values, long... shape) {
        Tensor host = torch.empty(checked(values.length, shape), new TensorOptions(ScalarType.Float), null);
        try (FloatPointer data = host.data_ptr_float()) {
            data.put(values);
        }
        return placed(host, placement, placement.precision().compute());
    }

    /** Tensor of {@code shape} in the precision of the placement's master weights with a copy of {@code values}. */
    public static Tensor constants(Placement placement, double[] values, long... shape) {
        Tensor host = torch.empty(checked(values.length, shape), new TensorOptions(ScalarType.Double), null);
        try (DoublePointer data = host.data_ptr_double()) {
            data.put(values);
        }
        return placed(host, placement, placement.precision().master());
    }

    /** int64 tensor of {@code shape} with a copy of {@code values}. */
    public static Tensor of(Placement placement, long[] values, long... shape) {
        Tensor host = torch.empty(checked(values.length, shape), new TensorOptions(ScalarType.Long), null);
        try (LongPointer data = host.data_ptr_long()) {
            data.put(values);
        }
        return placed(host, placement, ScalarType.Long);
    }

    /** int64 tensor of {@code shape}: libtorch indexes with 64 bits, token ids are held in 32. */
    public static Tensor of(Placement placement, int[] values, long... shape) {
        long[] wide = new long[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return of(placement, wide, shape);
    }

    /** uint8 tensor of {@code shape} with a copy of {@code values}. */
    public static Tensor of(Placement placement, byte[] values, long... shape) {
        Tensor host = torch.empty(checked(values.length, shape), new TensorOptions(ScalarType.Byte), null);
        try (BytePointer data = new BytePointer(host.data_ptr())) {
            data.put(values);
        }
        return placed(host, placement, ScalarType.Byte);
    }

    /** Tensor of {@code shape} full of {@code value}, in the precision of the placement's arithmetic. */
    public static Tensor full(Placement placement, float value, long... shape) {
        return torch.full(shape, new Scalar(value), placement.computeOptions());
    }

    /** Tensor of {@code shape} full of 0, in the precision of the placement's master weights. */
    public static Tensor masterZeros(Placement placement, long... shape) {
        return torch.full(shape, new Scalar(0f), placement.masterOptions());
    }

    /** Tensor of {@code shape} with undefined values, in the precision of the placement's arithmetic. */
    public static Tensor empty(Placement placement, long... shape) {
        return torch.empty(shape, placement.computeOptions(), null);
    }

    private static Tensor placed(Tensor host, Placement placement, ScalarType type) {
        boolean isOnCpu = placement.device().kind() == Device.Kind.CPU;
        if (isOnCpu && host.scalar_type().intern() == type) {
            return host;
        }
        return isOnCpu ? host.to(type) : host.to(placement.device().handle(), type);
    }

    /** The values of a tensor of floating point numbers as float32, row-major, from whatever device it lies on. */
    public static float[] floats(Tensor tensor) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor host = host(tensor, ScalarType.Float);
            float[] values = new float[Math.toIntExact(host.numel())];
            host.data_ptr_float().get(values);
            return values;
        }
    }

    /** The values of a tensor of floating point numbers as float64, row-major. */
    public static double[] doubles(Tensor tensor) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor host = host(tensor, ScalarType.Double);
            double[] values = new double[Math.toIntExact(host.numel())];
            host.data_ptr_double().get(values);
            return values;
        }
    }

    /** The tensor itself if it is contiguous, on the CPU and of {@code type}, otherwise such a copy of it. */
    public static Tensor host(Tensor tensor, ScalarType type) {
        if (!tensor.is_floating_point()) {
            throw new IllegalArgumentException(
                    "expected a tensor of floating point numbers, found " + tensor.scalar_type());
        }
        Tensor local = tensor.detach();
        if (!local.is_cpu()) {
            local = local.cpu();
        }
        return (local.scalar_type().intern() == type ? local : local.to(type)).contiguous();
    }

    /** The shape as an array. */
    public static long[] shape(Tensor tensor) {
        long[] shape = new long[(int) tensor.dim()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.size(i);
        }
        return shape;
    }

    /** Number of elements of {@code shape}. */
    public static long size(long... shape) {
        long size = 1;
        for (long dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }

    private static long[] checked(int length, long... shape) {
        if (size(shape) != length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " holds " + size(shape) + " elements, the array has " + length);
        }
        return shape;
    }
}
