package io.firstlight.model.vlm;

import io.firstlight.core.image.RgbImage;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.model.family.openlm.OpenLmConfig;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.model.vision.stem.StemConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import java.util.Arrays;
import java.util.List;

/** Small models and batches for tests. */
public final class TinyModels {
    public static final int VOCABULARY = 40;
    public static final int FEATURE_WIDTH = 6;

    private TinyModels() {}

    public static final Vision NONE = new Vision.None();
    public static final Vision FEATURES = new Vision.Features(32, 36);
    public static final Vision PIXELS = new Vision.Pixels(new StemConfig(new TileGrid(32, 2, 9), 32, 1), 36);

    public static VisionLanguageModelConfig config(Vision vision) {
        return new VisionLanguageModelConfig(new OpenLmConfig(VOCABULARY, 16, 2, 2, 24), vision);
    }

    /** Two rows of 12: two text documents and padding, then an image sample of 4 visual tokens and a text document. */
    public static PackedTokens mixedBatch(long seed) {
        int[] documents = {0, 0, 0, 0, 0, 1, 1, 1, 1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
        return batch(seed, 12, documents, new ImageSpans(new int[] {13}, new int[] {4}));
    }

    /** One row holding one document of {@code length} positions. */
    public static PackedTokens oneDocument(long seed, int length) {
        return batch(seed, length, new int[length], ImageSpans.NONE);
    }

    public static PackedTokens batch(long seed, int columns, int[] documents, ImageSpans images) {
        int size = documents.length;
        KeyedRandom random = KeyedRandom.of(seed, "test batch", 0);
        int[] ids = random.ints(size, 1, VOCABULARY).toArray();
        int[] targets = new int[size];
        int[] positions = new int[size];
        for (int i = 0; i < size; i++) {
            boolean follows = i % columns > 0 && documents[i] == documents[i - 1];
            positions[i] = follows ? positions[i - 1] + 1 : 0;
            boolean last = (i + 1) % columns == 0 || documents[i + 1] != documents[i];
            targets[i] = last || documents[i] == PackedTokens.PADDING ? PackedTokens.NO_TARGET : ids[i + 1];
        }
        for (int position : images.positions()) {
            ids[position] = 0;
            targets[position - 1] = PackedTokens.NO_TARGET;
        }
        return new PackedTokens(
                size / columns, columns, ids, targets, new PackedTokens.Layout(documents, positions, images));
    }

    public static ImageInputs.Features features(long seed, int tokens, int width) {
        float[] values = new float[tokens * width];
        KeyedRandom random = KeyedRandom.of(seed, "test features", 0);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new ImageInputs.Features(new int[] {tokens}, values, width);
    }

    /** One image of one tile. */
    public static ImageInputs.Pixels pixels(long seed) {
        return new ImageInputs.Pixels(new int[] {4}, List.of(image(seed, 32, 32)));
    }

    /** Random pixels. */
    public static RgbImage image(long seed, int height, int width) {
        byte[] rgb = new byte[height * width * 3];
        KeyedRandom.of(seed, "test pixels", 0).nextBytes(rgb);
        return new RgbImage(rgb, height, width);
    }

    public static int[] only(int[] values, int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }
}
