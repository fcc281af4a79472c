package io.firstlight.train.objective;

import io.firstlight.core.error.UserException;
import io.firstlight.core.sequence.VisualContent;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Teaches the projector, and the embeddings of caption words, to agree: the mean visual token of a picture, times the
 * tied word embeddings, through a softmax over all caption words, should give the words of its caption (a bag-of-words
 * loss). Without it a decoder of this size learns how many things there are but not what they are (docs/LOG.md). Counts
 * images.
 */
public final class AlignmentObjective extends PictureObjective {
    private final VisionLanguageModel model;
    private final VisualLookup visual;
    private final Bags bags;

    /**
     * @param keys  of the pictures
     * @param words of their captions, as indexes into {@code vocabulary}; at least one a picture
     * @param vocabulary token ids of all caption words
     */
    public record Bags(List<String> keys, int[][] words, int[] vocabulary) {}

    /** @param views pictures seen in all, repeats counted */
    public record Settings(long views, int batchImages, long seed) {}

    public AlignmentObjective(VisionLanguageModel model, VisualLookup visual, Bags bags, Settings settings) {
        super(settings.views(), settings.batchImages(), new ViewOrder(bags.keys().size(), settings.seed(), "alignment"));
        this.model = model;
        this.visual = visual;
        this.bags = bags;
    }

    @Override
    Step step(int[] images, long firstView) {
        return new BatchStep(images);
    }

    private final class BatchStep implements Step {
        private final int[] images;

        private BatchStep(int[] images) {
            this.images = images;
        }

        @Override
        public double backward() {
            int[] counts = new int[images.length];
            VisualContent content;
            try {
                for (int i = 0; i < images.length; i++) {
                    counts[i] = visual.visualTokens(bags.keys().get(images[i]));
                }
                content = visual.content(sampleIds());
            } catch (BadSampleException e) {
                throw new UserException("projector alignment met a picture that cannot be used: " + e.getMessage(), e);
            }
            int numTokens = Arrays.stream(counts).sum();
            Tensor tokens = model.projectContent(content, numTokens); // [V, D]
            Tensor pooled = meanOverTokens(counts, numTokens).mm(tokens); // [I, D]
            Tensor words = model.embedding().index_select(0, Tensors.of(bags.vocabulary(), bags.vocabulary().length)); // [W, D]
            // The decoder's hidden states have a norm of about sqrt(D) where these tokens' is about 1.5.
            Tensor logits = pooled.mm(words.t()).mul(new Scalar(Math.sqrt(words.size(1))));
            Tensor loss = logits.log_softmax(1).mul(targets()).sum().mul(new Scalar(-1.0 / images.length));
            loss.backward();
            return loss.item_double();
        }

        /** [I, V]: averages the tokens of each picture. */
        private Tensor meanOverTokens(int[] counts, int numTokens) {
            float[] mean = new float[images.length * numTokens];
            int at = 0;
            for (int i = 0; i < images.length; i++) {
                Arrays.fill(mean, i * numTokens + at, i * numTokens + at + counts[i], 1f / counts[i]);
                at += counts[i];
            }
            return Tensors.of(mean, images.length, numTokens);
        }

        /** [I, W]: a picture's weight is spread evenly over the words of its caption. */
        private Tensor targets() {
            int numWords = bags.vocabulary().length;
            float[] targets = new float[images.length * numWords];
            for (int i = 0; i < images.length; i++) {
                int[] words = bags.words()[images[i]];
                for (int word : words) {
                    targets[i * numWords + word] += 1f / words.length;
                }
            }
            return Tensors.of(targets, images.length, numWords);
        }

        @Override
        public List<String> sampleIds() {
            return Arrays.stream(images).mapToObj(bags.keys()::get).toList();
        }
    }
}
