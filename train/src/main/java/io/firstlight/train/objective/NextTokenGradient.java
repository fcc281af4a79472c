package io.firstlight.train.objective;

import io.firstlight.core.sequence.BatchPart;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.model.decoder.DecoderPass;
import io.firstlight.model.loss.ChunkedCrossEntropy;
import io.firstlight.model.loss.ChunkedCrossEntropy.Targets;
import io.firstlight.model.vlm.VisionLanguageModel;
import java.util.List;

/** The gradient of predicting the next tokens of some rows, part by part. */
public final class NextTokenGradient {
    private NextTokenGradient() {}

    /**
     * Adds the gradient of {@code sum of losses / globalTargets} to the model's parameters.
     *
     * @param globalTargets targets of the whole batch, over all its parts and all ranks
     * @return that quotient, these rows' share of the mean loss
     */
    public static double add(VisionLanguageModel model, PackedTokens tokens, ImageInputs images, long globalTargets) {
        List<BatchPart> parts = model.parts(tokens, images);
        return model.backward(parts.size(), (own, i) -> add(own, parts.get(i), globalTargets));
    }

    private static double add(VisionLanguageModel model, BatchPart part, long globalTargets) {
        if (part.tokens().numTargets() == 0) {
            return 0;
        }
        Targets targets = Targets.of(part.tokens().targets(), PackedTokens.NO_TARGET);
        DecoderPass pass = model.record(part.tokens(), part.images());
        ChunkedCrossEntropy.Gradient loss = model.head().gradient(pass.hidden(), targets, 1.0 / globalTargets);
        pass.backward(loss.hidden());
        return loss.sum() / globalTargets;
    }
}
