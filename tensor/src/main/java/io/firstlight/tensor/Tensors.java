package io.firstlight.tensor;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Copies between Java arrays and CPU tensors. Every tensor returned belongs to the caller's {@link TensorScope}. */
public final class Tensors {
    private Tensors() {}

    /** float32 tensor of {@code shape} with a copy of {@code values}, row-major. */
    public static Tensor of(float[] values, long... shape) {
        Tensor tensor = torch.empty(checked(values.length, shape), new TensorOptions(ScalarType.Float), null);
        try (FloatPointer data = tensor.data_ptr_float()) {
            data.put(values);
        }
        return tensor;
    }

    /** int64 tensor of {@code shape} with a copy of {@code values}. */
    public static Tensor of(long[] values, long... shape) {
        Tensor tensor = torch.empty(checked(values.length, shape), new TensorOptions(ScalarType.Long), null);
        try (LongPointer data = tensor.data_ptr_long()) {
            data.put(values);
        }
        return tensor;
    }

    /** int64 tensor of {@code shape}: libtorch indexes with 64 bits, token ids are held in 32. */
    public static Tensor of(int[] values, long... shape) {
        long[] wide = new long[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return of(wide, shape);
    }

    /** uint8 tensor of {@code shape} with a copy of {@code values}. */
    public static Tensor of(byte[] values, long... shape) {
        Tensor tensor = torch.empty(checked(values.length, shape), new TensorOptions(ScalarType.Byte), null);
        try (BytePointer data = new BytePointer(tensor.data_ptr())) {
            data.put(values);
        }
        return tensor;
    }

    /** float32 tensor of {@code shape} full of {@code value}. */
    public static Tensor full(float value, long... shape) {
        return torch.full(shape, new Scalar(value), new TensorOptions(ScalarType.Float));
    }

    /** The values of a float32 tensor, row-major. */
    public static float[] floats(Tensor tensor) {
        if (tensor.scalar_type().intern() != ScalarType.Float) {
            throw new IllegalArgumentException("expected a float32 tensor, found " + tensor.scalar_type());
        }
        try (TensorScope scope = TensorScope.open()) {
            Tensor contiguous = tensor.detach().contiguous();
            float[] values = new float[Math.toIntExact(contiguous.numel())];
            contiguous.data_ptr_float().get(values);
            return values;
        }
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
