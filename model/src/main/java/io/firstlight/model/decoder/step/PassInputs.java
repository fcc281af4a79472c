package io.firstlight.model.decoder.step;

import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.kernel.AttentionKernel;
import io.firstlight.tensor.kernel.BatchAttention;
import io.firstlight.tensor.kernel.ReferenceAttention;
import io.firstlight.tensor.kernel.ReferenceRotations;
import io.firstlight.tensor.kernel.RotaryTable;
import io.firstlight.tensor.kernel.Rotations;
import org.bytedeco.pytorch.Tensor;

/**
 * What the steps of one pass read beside the hidden states, in the scope in which it was made.
 *
 * @param attention over the batch's rows
 * @param rotations of the batch's positions
 */
public record PassInputs(PackedTokens tokens, BatchAttention attention, Rotations rotations) {
    /** For a pass that runs the steps' kernels. */
    public static PassInputs of(
            PackedTokens tokens, AttentionKernel attention, RotaryTable rotary, Placement placement) {
        return new PassInputs(
                tokens, attention.prepare(tokens), rotary.at(positions(tokens, placement), tokens.columns()));
    }

    /** For a pass that runs the steps' formulas. */
    public static PassInputs ofFormulas(PackedTokens tokens, RotaryTable rotary, Placement placement) {
        return new PassInputs(
                tokens,
                new ReferenceAttention(placement).prepare(tokens),
                rotary.referenceAt(positions(tokens, placement), tokens.columns()));
    }

    /** [B*T] int64, position within the document. */
    private static Tensor positions(PackedTokens tokens, Placement placement) {
        return Tensors.of(placement, tokens.layout().positions(), (long) tokens.rows() * tokens.columns());
    }

    ReferenceAttention.WholeMatrix formulaAttention() {
        return expect(ReferenceAttention.WholeMatrix.class, attention);
    }

    ReferenceRotations formulaRotations() {
        return expect(ReferenceRotations.class, rotations);
    }

    private static <T> T expect(Class<T> type, Object found) {
        if (!type.isInstance(found)) {
            throw new IllegalStateException("a formula needs inputs made by PassInputs.ofFormulas, found "
                    + found.getClass().getSimpleName());
        }
        return type.cast(found);
    }
}
