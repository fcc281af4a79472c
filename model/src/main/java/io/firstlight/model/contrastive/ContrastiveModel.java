package io.firstlight.model.contrastive;

import io.firstlight.core.image.RgbImage;
import io.firstlight.model.vision.EncoderPass;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.Initializer.Constant;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.parameter.ParameterRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains an image encoder on image-caption pairs with the sigmoid loss (Zhai et al., "Sigmoid Loss for Language Image
 * Pre-Training", arXiv 2303.15343, equation 1): every image is scored against every caption of the batch, and extra
 * captions without images are cheap negatives. The text tower is a mean of word embeddings and one linear layer. I
 * images, C captions, L words of the longest caption, E embedding width.
 */
public final class ContrastiveModel {
    public static final String PREFIX = "text_tower.";
    private static final String GROUP = "text_tower";
    /** The two scalars of the loss, which need a higher rate than weights: they have far to go. */
    private static final String SCALE_GROUP = "contrastive_scale";
    /** About -log(256): the chance of a true pair where an image meets a few hundred captions, not 32 thousand. */
    private static final float STARTING_BIAS = -5.5f;

    private static final int EMBEDDING_WIDTH = 128;
    private static final double NORM_EPSILON = 1e-6;
    private final ImageEncoder encoder;
    private final FlatParameters parameters;

    public ContrastiveModel(ImageEncoder encoder, FlatParameters parameters) {
        this.encoder = encoder;
        this.parameters = parameters;
    }

    /** Where the model computes. */
    public Placement placement() {
        return parameters.placement();
    }

    /** Floating point operations of comparing one image with {@code captions}, forward. */
    public static double operationsPerImage(int captions) {
        return 2.0 * captions * EMBEDDING_WIDTH;
    }

    public static List<ParameterDeclaration> declare(ImageEncoderConfig encoder, int vocabularySize) {
        List<ParameterDeclaration> all = new ArrayList<>(encoder.declare());
        double deviation = 1 / Math.sqrt(EMBEDDING_WIDTH);
        all.add(new ParameterDeclaration(
                PREFIX + "embedding.weight",
                GROUP,
                ParameterRole.EMBEDDING,
                new TruncatedNormal(deviation),
                vocabularySize,
                EMBEDDING_WIDTH));
        all.add(new ParameterDeclaration(
                PREFIX + "output.weight",
                GROUP,
                ParameterRole.MATRIX,
                new TruncatedNormal(deviation),
                EMBEDDING_WIDTH,
                EMBEDDING_WIDTH));
        all.add(new ParameterDeclaration(
                PREFIX + "image.weight",
                GROUP,
                ParameterRole.MATRIX,
                new TruncatedNormal(1 / Math.sqrt(encoder.width())),
                EMBEDDING_WIDTH,
                encoder.width()));
        // The bias starts so that the many negatives cost little at first.
        all.add(new ParameterDeclaration(
                PREFIX + "log_temperature", SCALE_GROUP, ParameterRole.SCALAR, new Constant((float) Math.log(10)), 1));
        all.add(new ParameterDeclaration(
                PREFIX + "bias", SCALE_GROUP, ParameterRole.SCALAR, new Constant(STARTING_BIAS), 1));
        return all;
    }

    /**
     * Unit image embeddings [I, E]: the mean of each image's visual tokens, projected.
     *
     * @param images after the encoder's transform, of any sizes
     */
    public Tensor embedImages(List<RgbImage> images, boolean training) {
        return embedTokens(encoder.forward(images, training), visualTokens(images));
    }

    /** Unit image embeddings [I, E] of visual tokens [V, W], image by image. */
    private Tensor embedTokens(Tensor tokens, int[] visualTokens) {
        return unit(torch.linear(meanPerImage(tokens, visualTokens), parameters.get(PREFIX + "image.weight")));
    }

    /**
     * Adds the gradient of {@link #loss} to the parameters, the encoder's with it, and returns the loss, [].
     *
     * @param images after the encoder's transform
     * @param captions token ids, one array per caption
     * @param labels [I, C], +1 where the caption describes the image and -1 where not
     * @param numImages of the whole batch
     */
    public Tensor backward(List<RgbImage> images, int[][] captions, Tensor labels, long numImages) {
        EncoderPass pass = encoder.record(images);
        Tensor tokens = pass.tokens().detach().set_requires_grad(true);
        Tensor loss = loss(embedTokens(tokens, visualTokens(images)), embedCaptions(captions), labels, numImages);
        loss.backward();
        pass.backward(tokens.grad());
        return loss;
    }

    private int[] visualTokens(List<RgbImage> images) {
        return images.stream()
                .mapToInt(image -> encoder.config().visualTokens(image.size()))
                .toArray();
    }

    /** [I, W]; the mean over each image's rows of {@code tokens} [V, W]. */
    private Tensor meanPerImage(Tensor tokens, int[] visualTokens) {
        int images = visualTokens.length;
        if (Arrays.stream(visualTokens).distinct().count() == 1) {
            return tokens.view(images, -1, tokens.size(1)).mean(1);
        }
        float[] weights = new float[images * (int) tokens.size(0)];
        int at = 0;
        for (int i = 0; i < images; i++) {
            int row = i * (int) tokens.size(0);
            Arrays.fill(weights, row + at, row + at + visualTokens[i], 1f / visualTokens[i]);
            at += visualTokens[i];
        }
        return Tensors.of(parameters.placement(), weights, images, tokens.size(0))
                .mm(tokens);
    }

    /** Unit caption embeddings [C, E] of token ids, one array per caption. */
    public Tensor embedCaptions(int[][] captions) {
        int longest = 1;
        for (int[] caption : captions) {
            longest = Math.max(longest, caption.length);
        }
        int[] ids = new int[captions.length * longest];
        float[] weights = new float[ids.length];
        for (int c = 0; c < captions.length; c++) {
            for (int w = 0; w < captions[c].length; w++) {
                ids[c * longest + w] = captions[c][w];
                weights[c * longest + w] = 1f / captions[c].length;
            }
        }
        Tensor words = torch.embedding(
                parameters.get(PREFIX + "embedding.weight"),
                Tensors.of(parameters.placement(), ids, captions.length, longest));
        Tensor bag = words.mul(Tensors.of(parameters.placement(), weights, captions.length, longest, 1))
                .sum(1);
        return unit(torch.linear(bag, parameters.get(PREFIX + "output.weight")));
    }

    /**
     * The sum of losses over {@code numImages}, the images of the whole batch: their mean loss where all are here.
     *
     * @param labels [I, C], +1 where the caption describes the image and -1 where not
     */
    public Tensor loss(Tensor imageEmbeddings, Tensor captionEmbeddings, Tensor labels, long numImages) {
        Tensor logits = imageEmbeddings
                .mm(captionEmbeddings.t())
                .mul(parameters.get(PREFIX + "log_temperature").exp())
                .add(parameters.get(PREFIX + "bias"));
        return torch.log_sigmoid(logits.mul(labels)).sum().mul(new Scalar(-1.0 / numImages));
    }

    private static Tensor unit(Tensor x) {
        // A layer norm without gain, then 1/sqrt(E): unit length up to the mean, with a fused backward.
        return torch.layer_norm(
                        x, new long[] {x.size(1)}, new TensorOptional(), new TensorOptional(), NORM_EPSILON, false)
                .mul(new Scalar(1 / Math.sqrt(x.size(1))));
    }
}
