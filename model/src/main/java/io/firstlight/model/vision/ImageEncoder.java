package io.firstlight.model.vision;

import io.firstlight.core.image.RgbImage;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** From images to visual tokens. Images come as its transform makes them, and may have different sizes. */
public interface ImageEncoder {
    /** First part of the names of all its parameters. */
    String MODULE = "encoder";

    String PREFIX = MODULE + ".";
    /** Parameter group of matrices and convolutions. */
    String MATRICES = "encoder.matrices";
    /** Parameter group of gains and biases. */
    String GAINS = "encoder.gains";
    /** Parameter group of the running statistics of batch normalisation, which never trains. */
    String STATISTICS = "encoder.statistics";

    ImageEncoderConfig config();

    /**
     * The visual tokens of {@code images}.
     *
     * @param images after the transform, as bytes; the encoder normalises them
     * @param training whether batch statistics are taken from this batch and the running ones updated
     * @return [V, W] in the compute precision, image by image, in the caller's scope; V is the sum of their numbers of
     *     visual tokens
     */
    Tensor forward(List<RgbImage> images, boolean training);

    /**
     * A training pass over {@code images}: the values of {@link #forward} with a backward pass. By autograd, on the
     * calling thread; an encoder that is worth it brings a pass that runs on several.
     *
     * @param images after the transform
     */
    default EncoderPass record(List<RgbImage> images) {
        return AutogradEncoderPass.of(() -> forward(images, true));
    }

    /**
     * The visual tokens of {@code images} without gradients, in as many batches as memory asks for.
     *
     * @param images after the transform
     * @return [V, W], image by image
     */
    default float[] features(List<RgbImage> images) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            return Tensors.floats(forward(images, false));
        }
    }
}
