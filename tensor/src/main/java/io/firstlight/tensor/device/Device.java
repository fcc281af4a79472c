package io.firstlight.tensor.device;

/**
 * The hardware that holds tensors and computes with them.
 *
 * @param index which of several, from 0; always 0 for the CPU
 */
public record Device(Kind kind, int index) {
    public static final Device CPU = new Device(Kind.CPU, 0);

    /** Kinds of hardware that libtorch can be built for. */
    public enum Kind {
        CPU,
        CUDA
    }

    public Device {
        if (index < 0 || (kind == Kind.CPU && index != 0)) {
            throw new IllegalArgumentException("a device's index counts from 0 and a machine has one CPU device, found "
                    + kind + " number " + index);
        }
    }

    /** The NVIDIA GPU with this index. */
    public static Device cuda(int index) {
        return new Device(Kind.CUDA, index);
    }

    /** As libtorch spells it: {@code cpu} or {@code cuda:0}. */
    @Override
    public String toString() {
        return kind == Kind.CPU ? "cpu" : "cuda:" + index;
    }

    /** libtorch's own handle, in the caller's scope. */
    public org.bytedeco.pytorch.Device handle() {
        return new org.bytedeco.pytorch.Device(toString());
    }
}
