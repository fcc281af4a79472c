package io.firstlight.model.decoder;

import io.firstlight.model.decoder.GainNorm.Normed;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.parameter.FlatParameters;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code x + output(attention(queries, keys, values))} of {@code norm(x)}, with its own way back: queries and keys turn
 * where they lie, and their gradients are written where the product with the weight reads them, while autograd joins
 * copies of copies. N = B*T rows, D width, H heads, W head width.
 */
final class Attention {
    private final int heads;
    private final FlashAttention flash;
    private final Tensor gain; // [D]
    private final Tensor queryKeyValue; // [3D, D]
    private final Tensor outputWeight; // [D, D]

    Attention(DecoderConfig config, FlashAttention flash, FlatParameters parameters, String prefix) {
        this.heads = config.heads();
        this.flash = flash;
        gain = parameters.get(prefix + "attention_norm.weight");
        queryKeyValue = parameters.get(prefix + "attention.query_key_value.weight");
        outputWeight = parameters.get(prefix + "attention.output.weight");
    }

    /** @param x [N, D]; the output is [N, D], in the caller's scope */
    Recorded forward(Tensor x, DecoderInput input, Rotations rotations) {
        try (TensorScope scope = TensorScope.open()) {
            Normed normed = GainNorm.forward(x, gain);
            Tensor qkv = torch.linear(normed.values(), queryKeyValue); // [N, 3D]
            rotations.turnInPlace(queriesAndKeys(qkv));
            FlashAttention.Mixed mixed = flash.forward(parts(qkv, input), input);
            Tensor output = torch.addmm(x, mixed.rows(), outputWeight.t());
            return Recorded.passOn(
                    scope,
                    output,
                    gradient -> {
                        WeightGradient.add(outputWeight, gradient, mixed.rows());
                        Tensor qkvGradient = torch.empty_like(qkv);
                        flash.backwardInto(
                                parts(qkvGradient, input), gradient.mm(outputWeight), mixed, parts(qkv, input), input);
                        rotations.turnBackInPlace(queriesAndKeys(qkvGradient));
                        WeightGradient.add(queryKeyValue, qkvGradient, normed.values());
                        return GainNorm.backward(qkvGradient.mm(queryKeyValue), x, normed, gain)
                                .add_(gradient);
                    },
                    Stream.concat(
                                    Stream.of(normed.values(), normed.mean(), normed.inverseDeviation(), qkv),
                                    mixed.tensors())
                            .toArray(Tensor[]::new));
        }
    }

    /** The first two thirds of [N, 3D], one head after the other: [N, 2H, W]. */
    private Tensor queriesAndKeys(Tensor qkv) {
        return qkv.view(qkv.size(0), 3L * heads, qkv.size(1) / (3L * heads)).narrow(1, 0, 2L * heads);
    }

    private FlashAttention.Parts parts(Tensor qkv, DecoderInput input) {
        Tensor perHead = qkv.view(input.rows(), input.columns(), 3L * heads, qkv.size(1) / (3L * heads))
                .transpose(1, 2);
        return new FlashAttention.Parts(
                perHead.narrow(1, 0, heads), perHead.narrow(1, heads, heads), perHead.narrow(1, 2L * heads, heads));
    }
}
