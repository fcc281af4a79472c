package io.firstlight.eval.score;

import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.data.visual.VisualLookup;
import java.util.Arrays;
import java.util.List;

/** Images "1", "2", ...: number n fills n % 3 + 1 visual tokens, whose one feature is n. */
public final class NumberedImages implements VisualLookup {
    @Override
    public int visualTokens(String image) {
        return Integer.parseInt(image) % 3 + 1;
    }

    @Override
    public ImageInputs inputs(List<String> images) {
        int[] visualTokens = images.stream().mapToInt(this::visualTokens).toArray();
        float[] values = new float[Arrays.stream(visualTokens).sum()];
        int slot = 0;
        for (String image : images) {
            for (int i = 0; i < visualTokens(image); i++) {
                values[slot++] = Integer.parseInt(image);
            }
        }
        return new ImageInputs.Features(visualTokens, values, 1);
    }
}
