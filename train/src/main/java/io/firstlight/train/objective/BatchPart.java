package io.firstlight.train.objective;

import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.data.batch.TrainingBatch;
import java.util.ArrayList;
import java.util.List;

/** Some rows of a batch, with the images that stand in them. */
record BatchPart(PackedTokens tokens, ImageInputs images) {
    /** The whole batch if {@code rows} is 0, or parts of at most so many rows, in their order. */
    static List<BatchPart> of(TrainingBatch batch, int rows) {
        PackedTokens tokens = batch.tokens();
        if (rows == 0 || rows >= tokens.rows()) {
            return List.of(new BatchPart(tokens, batch.images()));
        }
        ImageSpans spans = tokens.layout().images();
        List<BatchPart> parts = new ArrayList<>();
        for (int begin = 0; begin < tokens.rows(); begin += rows) {
            int count = Math.min(rows, tokens.rows() - begin);
            int firstImage = spans.numBefore(begin * tokens.columns());
            int endImage = spans.numBefore((begin + count) * tokens.columns());
            parts.add(new BatchPart(tokens.rows(begin, count), batch.images().part(firstImage, endImage)));
        }
        return parts;
    }
}
