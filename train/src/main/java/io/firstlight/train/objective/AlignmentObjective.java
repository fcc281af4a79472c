package io.firstlight.train.objective;

import io.firstlight.core.error.UserException;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains the projector and the token embeddings with a bag-of-words loss: the cosine similarities of an image's visual
 * tokens with the embeddings of all caption tokens, averaged over the visual tokens, go through a softmax whose targets
 * are the tokens of the image's captions. Cosines, of embeddings less their mean, because long vectors that hardly
 * point at their token would maximise a product, and attention could not find them by it. Without alignment a decoder
 * of this size learns how many things there are but not what they are (docs/LOG.md). Counts images.
 */
public final class AlignmentObjective extends ImageObjective {
    /**
     * Of the softmax over cosines: small enough that they have to differ by tenths. Measured for some 500 distinct
     * caption tokens; many more would ask for a larger one.
     */
    private static final double INVERSE_TEMPERATURE = 8;

    private static final double SHORTEST = 1e-8;
    /** Images of a part of a batch; each part compares its images with all caption tokens. */
    private static final int PART_IMAGES = 128;

    private final VisionLanguageModel model;
    private final VisualLookup visual;
    private final Bags bags;

    /**
     * The images and the token ids of their captions.
     *
     * @param keys keys of the images
     * @param tokens distinct tokens of their captions, as indices into {@code vocabulary}; at least one per image
     * @param vocabulary ids of all caption tokens
     */
    public record Bags(List<String> keys, int[][] tokens, int[] vocabulary) {}

    /**
     * Settings of the objective.
     *
     * @param views number of images to see, repetitions included
     */
    public record Settings(long views, int batchImages, long seed) {}

    public AlignmentObjective(VisionLanguageModel model, VisualLookup visual, Bags bags, Settings settings) {
        super(
                settings.views(),
                settings.batchImages(),
                new ViewOrder(bags.keys().size(), settings.seed(), "alignment"));
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
        public long numTargets() {
            return images.length;
        }

        @Override
        public List<MicroBatch> microBatches(int rows) {
            if (rows == 0 || rows >= images.length) {
                return List.of(this::backward);
            }
            List<MicroBatch> parts = new ArrayList<>();
            for (int begin = 0; begin < images.length; begin += rows) {
                int[] part = Arrays.copyOfRange(images, begin, Math.min(images.length, begin + rows));
                parts.add(new BatchStep(part)::backward);
            }
            return parts;
        }

        private double backward(long globalTargets) {
            ImageInputs inputs;
            try {
                inputs = visual.inputs(sampleIds());
            } catch (BadSampleException e) {
                throw new UserException("projector alignment met an image that cannot be used: " + e.getMessage(), e);
            }
            int partImages = model.placement().device().kind() == Device.Kind.CPU ? PART_IMAGES : images.length;
            return model.backward((images.length + partImages - 1) / partImages, (own, part) -> {
                int begin = part * partImages;
                int end = Math.min(images.length, begin + partImages);
                return new Part(own, Arrays.copyOfRange(images, begin, end))
                        .backward(inputs.part(begin, end), globalTargets);
            });
        }

        @Override
        public List<String> sampleIds() {
            return Arrays.stream(images).mapToObj(bags.keys()::get).toList();
        }
    }

    /** Some images of a batch, with the model that adds their gradient. */
    private final class Part {
        private final VisionLanguageModel model;
        private final int[] images;

        private Part(VisionLanguageModel model, int[] images) {
            this.model = model;
            this.images = images;
        }

        private double backward(ImageInputs inputs, long globalTargets) {
            Tensor tokens = model.projectContent(inputs); // [V, D]
            Tensor pooled = meanOverTokens(inputs.visualTokens()).mm(directions(tokens)); // [I, D]
            Tensor embeddings = model.embedding()
                    .index_select(
                            0, Tensors.of(model.placement(), bags.vocabulary(), bags.vocabulary().length)); // [W, D]
            // What all tokens have in common says nothing about any of them.
            Tensor mean = embeddings.mean(new long[] {0}, true, new ScalarTypeOptional());
            Tensor logits =
                    pooled.mm(directions(embeddings.sub(mean)).t()).mul(new Scalar(INVERSE_TEMPERATURE)); // [I, W]
            Tensor loss = logits.log_softmax(1).mul(targets()).sum().mul(new Scalar(-1.0 / globalTargets));
            loss.backward();
            return loss.item_double();
        }

        /** Rows of length one; what is too short to have a direction stays about zero. */
        private Tensor directions(Tensor rows) {
            return rows.div(rows.norm(new ScalarOptional(new Scalar(2)), new long[] {1}, true)
                    .clamp_min(new Scalar(SHORTEST)));
        }

        /** [I, V]: averages the tokens of each image. */
        private Tensor meanOverTokens(int[] counts) {
            int numTokens = Arrays.stream(counts).sum();
            float[] mean = new float[images.length * numTokens];
            int at = 0;
            for (int i = 0; i < images.length; i++) {
                Arrays.fill(mean, i * numTokens + at, i * numTokens + at + counts[i], 1f / counts[i]);
                at += counts[i];
            }
            return Tensors.of(model.placement(), mean, images.length, numTokens);
        }

        /** [I, W]: an image's weight is spread evenly over the tokens of its captions. */
        private Tensor targets() {
            int numTokens = bags.vocabulary().length;
            float[] targets = new float[images.length * numTokens];
            for (int i = 0; i < images.length; i++) {
                int[] own = bags.tokens()[images[i]];
                for (int token : own) {
                    targets[i * numTokens + token] += 1f / own.length;
                }
            }
            return Tensors.of(model.placement(), targets, images.length, numTokens);
        }
    }
}
