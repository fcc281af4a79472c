package io.firstlight.model.decoder;

import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What the decoder's blocks read of {@link PackedTokens}, as tensors in the caller's scope.
 *
 * @param positions [B*T] int64, position within the document
 * @param attentionBlocks in which attention goes over the columns
 */
record DecoderInput(int rows, int columns, Tensor positions, List<AttentionBlock> attentionBlocks) {
    static DecoderInput of(PackedTokens packed) {
        return new DecoderInput(
                packed.rows(),
                packed.columns(),
                Tensors.of(packed.layout().positions(), (long) packed.rows() * packed.columns()),
                AttentionBlock.of(packed));
    }
}
