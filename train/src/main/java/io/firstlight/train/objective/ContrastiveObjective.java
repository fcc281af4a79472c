package io.firstlight.train.objective;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.model.contrastive.ContrastiveModel;
import io.firstlight.tensor.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * The sigmoid contrastive loss over images and captions; counts images. A step compares its images with one caption of
 * each, drawn among its own, and with extra captions of other images, which cost next to nothing.
 */
public final class ContrastiveObjective extends ImageObjective {
    private static final String PURPOSE = "contrastive";
    private final ContrastiveModel model;
    private final ContrastivePairs pairs;
    private final Settings settings;

    /**
     * Settings of the objective.
     *
     * @param views number of images to see, repetitions included
     */
    public record Settings(long views, int batchImages, int extraCaptions, long seed) {}

    public ContrastiveObjective(ContrastiveModel model, ContrastivePairs pairs, Settings settings) {
        super(settings.views(), settings.batchImages(), new ViewOrder(pairs.numImages(), settings.seed(), PURPOSE));
        this.model = model;
        this.pairs = pairs;
        this.settings = settings;
    }

    @Override
    Step step(int[] images, long firstView) {
        return new BatchStep(images, firstView);
    }

    private final class BatchStep implements Step {
        private final int[] images;
        private final int[] captions;

        private BatchStep(int[] images, long begin) {
            this.images = images;
            KeyedRandom random = KeyedRandom.of(settings.seed(), PURPOSE + "/captions", begin);
            captions = new int[images.length + settings.extraCaptions()];
            for (int c = 0; c < captions.length; c++) {
                int image = c < images.length ? images[c] : random.nextInt(pairs.numImages());
                int[] own = pairs.captionsOfImage()[image];
                captions[c] = own[random.nextInt(own.length)];
            }
        }

        @Override
        public long numTargets() {
            return images.length;
        }

        /** One part, since every image is compared with every caption of the batch. */
        @Override
        public List<MicroBatch> microBatches(int rows) {
            return List.of(this::backward);
        }

        private double backward(long globalTargets) {
            float[] labels = new float[images.length * captions.length];
            for (int i = 0; i < images.length; i++) {
                for (int c = 0; c < captions.length; c++) {
                    labels[i * captions.length + c] = pairs.describes(captions[c], images[i]) ? 1 : -1;
                }
            }
            int[][] tokenIds = Arrays.stream(captions)
                    .mapToObj(caption -> pairs.captionTokenIds()[caption])
                    .toArray(int[][]::new);
            return model.backward(
                            pairs.images(images),
                            tokenIds,
                            Tensors.of(model.placement(), labels, images.length, captions.length),
                            globalTargets)
                    .item_double();
        }

        @Override
        public List<String> sampleIds() {
            return Arrays.stream(images).mapToObj(image -> "image " + image).toList();
        }
    }
}
