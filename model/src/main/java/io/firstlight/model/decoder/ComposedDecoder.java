package io.firstlight.model.decoder;

import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.model.decoder.step.DecoderStep;
import io.firstlight.model.decoder.step.PassInputs;
import io.firstlight.model.decoder.step.Recorded;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.kernel.AttentionKernel;
import io.firstlight.tensor.kernel.Kernels;
import io.firstlight.tensor.kernel.RotaryShape;
import io.firstlight.tensor.kernel.RotaryTable;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A decoder that is a list of steps between an embedding and a head; families differ in the list. */
public final class ComposedDecoder implements Decoder {
    private final DecoderConfig config;
    private final DecoderParts parts;
    private final Placement placement;
    private final RotaryTable rotary;
    private final AttentionKernel attention;

    /**
     * What a family puts together.
     *
     * @param embedding [V, D]
     * @param rotary position embedding of queries and keys
     * @param steps from embedded tokens to the hidden states after the final norm, [N, D] each
     */
    public record DecoderParts(Tensor embedding, RotaryShape rotary, List<DecoderStep> steps, LanguageHead head) {
        public DecoderParts {
            steps = List.copyOf(steps);
        }
    }

    public ComposedDecoder(DecoderConfig config, DecoderParts parts, Placement placement) {
        this.config = config;
        this.parts = parts;
        this.placement = placement;
        rotary = new RotaryTable(parts.rotary(), placement);
        attention = Kernels.attention(placement);
    }

    @Override
    public DecoderConfig config() {
        return config;
    }

    @Override
    public Tensor embedding() {
        return parts.embedding();
    }

    @Override
    public LanguageHead head() {
        return parts.head();
    }

    @Override
    public Tensor embed(PackedTokens tokens) {
        return torch.embedding(
                parts.embedding(), Tensors.of(placement, tokens.tokenIds(), (long) tokens.rows() * tokens.columns()));
    }

    @Override
    public DecoderPass pass(PackedTokens tokens, Tensor inputs) {
        try (GradMode mode = GradMode.off()) {
            PassInputs passInputs = PassInputs.of(tokens, attention, rotary, placement);
            List<Recorded> recorded = new ArrayList<>();
            Tensor x = inputs.detach();
            for (DecoderStep step : parts.steps()) {
                recorded.add(step.forward(x, passInputs));
                x = recorded.get(recorded.size() - 1).output();
            }
            return new RecordedPass(inputs, recorded);
        }
    }

    @Override
    public DecoderPass autogradPass(PackedTokens tokens, Tensor inputs) {
        PassInputs passInputs = PassInputs.ofFormulas(tokens, rotary, placement);
        try (GradMode mode = GradMode.on()) {
            Tensor x = inputs;
            for (DecoderStep step : parts.steps()) {
                x = step.formula(x, passInputs);
            }
            return new AutogradPass(x);
        }
    }

    @Override
    public Tensor hiddenStates(PackedTokens tokens, Tensor inputs) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            PassInputs passInputs = PassInputs.of(tokens, attention, rotary, placement);
            Tensor x = inputs.detach();
            for (DecoderStep step : parts.steps()) {
                // A scope each: nothing that a step keeps for a backward pass outlives it.
                try (TensorScope inner = TensorScope.open()) {
                    Tensor output = inner.passOn(step.forward(x, passInputs).output());
                    x.close();
                    x = output;
                }
            }
            return scope.passOn(x);
        }
    }

    @Override
    public void close() {
        rotary.close();
        attention.close();
    }
}
