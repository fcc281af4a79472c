package io.firstlight.model.decoder.step;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The activation of a plain feed-forward block (Hendrycks and Gimpel, arXiv 1606.08415), exact; by autograd. */
public record Gelu() implements DecoderStep {
    @Override
    public Tensor formula(Tensor x, PassInputs inputs) {
        return torch.gelu(x);
    }
}
