package io.firstlight.model.decoder;

import org.bytedeco.pytorch.Tensor;

/** A pass that autograd recorded as a whole. */
final class AutogradPass extends SinglePass {
    private final Tensor hidden;

    /**
     * Takes the result of the forward computation.
     *
     * @param hidden [N, D], recorded by autograd down to every parameter
     */
    AutogradPass(Tensor hidden) {
        this.hidden = hidden;
    }

    @Override
    public Tensor hidden() {
        return hidden;
    }

    @Override
    void backwardOnce(Tensor gradient) {
        hidden.backward(gradient, null, false, null);
        hidden.close();
    }
}
