package io.firstlight.model.vlm;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.file.StoredJson;
import io.firstlight.core.json.Json;
import io.firstlight.core.sequence.BatchPart;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.model.decoder.Decoder;
import io.firstlight.model.decoder.DecoderPass;
import io.firstlight.model.decoder.LanguageHead;
import io.firstlight.model.projector.Projector;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.ParallelParts;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Device;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;

/**
 * A decoder that reads text and, when it has a projector, images. Visual tokens replace the embeddings at their
 * positions and are treated like any other token from there on; a batch without images takes the language model's path
 * exactly, with the same values and the same gradients. Owns its parameters; for one thread, beside those that it
 * starts itself.
 */
public final class VisionLanguageModel implements AutoCloseable {
    public static final String WEIGHTS_FILE = "weights.safetensors";
    public static final String CONFIG_FILE = "model.json";
    /**
     * Positions of a part of a batch. Fewer cost time, since each part's gradients are added to the others'; more leave
     * threads without a part (docs/LOG.md).
     */
    private static final int PART_POSITIONS = 384;

    private final VisionLanguageModelConfig config;
    private final FlatParameters parameters;
    private final Decoder decoder;
    private final Optional<Projector> projector;
    private final Optional<ImageEncoder> encoder;
    private final ModelReplicas replicas = new ModelReplicas(this);

    /** Adds the gradient of one part of a batch. */
    @FunctionalInterface
    public interface PartBackward {
        /**
         * Adds the gradient of part number {@code index} to those of {@code model}, in the caller's scope, and returns
         * the part's share of the loss.
         *
         * @param model the model or a replica of it, which no other thread uses meanwhile
         */
        double backward(VisionLanguageModel model, int index);
    }

    /** A new model on {@code placement}, each parameter drawn from (seed, its name). */
    public VisionLanguageModel(VisionLanguageModelConfig config, long seed, Placement placement) {
        this(config, new FlatParameters(declare(config), seed, placement));
    }

    private VisionLanguageModel(VisionLanguageModelConfig config, FlatParameters parameters) {
        this.config = config;
        this.parameters = parameters;
        decoder = config.decoder().create(parameters);
        projector = config.readsImages() ? Optional.of(new Projector(parameters)) : Optional.empty();
        encoder = config.vision() instanceof Vision.Pixels pixels
                ? Optional.of(pixels.encoder().create(parameters))
                : Optional.empty();
    }

    private static List<ParameterDeclaration> declare(VisionLanguageModelConfig config) {
        List<ParameterDeclaration> declarations =
                new ArrayList<>(config.decoder().declare());
        int width = config.decoder().width();
        if (config.vision() instanceof Vision.Features features) {
            declarations.addAll(Projector.declare(features.featureWidth(), width, features.maxVisualTokens()));
        } else if (config.vision() instanceof Vision.Pixels pixels) {
            declarations.addAll(Projector.declare(pixels.encoder().width(), width, pixels.maxVisualTokens()));
            declarations.addAll(pixels.encoder().declare());
        }
        return declarations;
    }

    /** The model saved in {@code directory} by {@link #save}, on {@code placement}. */
    public static VisionLanguageModel load(Path directory, Placement placement) throws IOException {
        VisionLanguageModel model = new VisionLanguageModel(
                StoredJson.read(
                        directory.resolve(CONFIG_FILE),
                        VisionLanguageModelConfig.class,
                        "delete its directory and run the study again"),
                0,
                placement);
        model.readWeights(directory.resolve(WEIGHTS_FILE), name -> true);
        return model;
    }

    /** Writes weights and configuration; the caller makes the directory's appearance atomic. */
    public void save(Path directory) throws IOException {
        Safetensors.write(directory.resolve(WEIGHTS_FILE), parameters.masters(), Map.of("format", "firstlight"));
        AtomicFiles.writeString(directory.resolve(CONFIG_FILE), Json.pretty(config));
    }

    /**
     * Overwrites the parameters whose names {@code which} accepts with the file's; the file may hold no others of them.
     */
    public void readWeights(Path file, Predicate<String> which) throws IOException {
        parameters.read(file, which);
    }

    /** Makes a new projector's tokens as large (root mean square) as suits the word embeddings as they are now. */
    public void matchProjectorToEmbedding() {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            double rootMeanSquare = Tensors.floats(embedding().norm())[0]
                    / Math.sqrt(embedding().numel());
            projector.ifPresent(present -> present.fitInPlace(rootMeanSquare));
            parameters.refreshComputeWeights();
        }
    }

    public VisionLanguageModelConfig config() {
        return config;
    }

    public FlatParameters parameters() {
        return parameters;
    }

    /** Input embedding, [V, D]. */
    public Tensor embedding() {
        return decoder.embedding();
    }

    public boolean readsImages() {
        return projector.isPresent();
    }

    /** Where the model computes. */
    public Placement placement() {
        return parameters.placement();
    }

    /** From hidden states to the vocabulary. */
    public LanguageHead head() {
        return decoder.head();
    }

    /**
     * Adds the gradients of the parts of a batch to the model's: parts run on several threads, and their gradients are
     * added in the order of the parts. Every thread but one has gradients of its own, as large as the model's.
     *
     * @return the sum of what the parts return, in their order
     */
    public double backward(int parts, PartBackward part) {
        return replicas.backward(parts, part);
    }

    /** The same weights, in the same memory, with gradients of their own. The caller closes it, before this. */
    VisionLanguageModel replica() {
        return new VisionLanguageModel(config, parameters.replica());
    }

    /** The batch in the parts that go through the model at once; they depend on its shape and its device alone. */
    public List<BatchPart> parts(PackedTokens tokens, ImageInputs images) {
        return placement().device().kind() == Device.Kind.CPU
                ? BatchPart.ofPositions(tokens, images, PART_POSITIONS)
                : BatchPart.of(tokens, images, 0);
    }

    /** Hidden states [B*T, D] after the final norm, in the caller's scope, without gradients. */
    public Tensor hiddenStates(PackedTokens tokens, ImageInputs images) {
        List<BatchPart> parts = parts(tokens, images);
        if (parts.size() == 1) {
            return partHiddenStates(tokens, images);
        }
        long columns = tokens.columns();
        Tensor all = Tensors.empty(
                placement(), tokens.rows() * columns, config.decoder().width());
        ParallelParts.run(parts.size(), i -> {
            BatchPart part = parts.get(i);
            try (TensorScope scope = TensorScope.open();
                    GradMode mode = GradMode.off()) {
                all.narrow(0, part.firstRow() * columns, part.tokens().rows() * columns)
                        .copy_(partHiddenStates(part.tokens(), part.images()));
            }
        });
        return all;
    }

    private Tensor partHiddenStates(PackedTokens tokens, ImageInputs images) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            return scope.passOn(decoder.hiddenStates(tokens, inputs(tokens, images)));
        }
    }

    /** The same hidden states with a backward pass to all parameters that train. */
    public DecoderPass record(PackedTokens tokens, ImageInputs images) {
        try (GradMode mode = GradMode.on()) {
            return decoder.pass(tokens, inputs(tokens, images));
        }
    }

    /** Embedded tokens with projected images at the visual positions, [B*T, D]. */
    private Tensor inputs(PackedTokens tokens, ImageInputs images) {
        Tensor embedded = decoder.embed(tokens);
        ImageSpans spans = tokens.layout().images();
        requireSameImages(spans, images);
        if (spans.numImages() == 0) {
            return embedded;
        }
        int[] positions = spans.positions();
        Tensor tokenIndexes = Tensors.of(placement(), spans.tokenIndexes(), positions.length);
        Tensor projected = presentProjector().forward(features(images), tokenIndexes);
        return embedded.index_copy(0, Tensors.of(placement(), positions, positions.length), projected);
    }

    /**
     * Projected content [V, D] of the visual tokens of {@code images}, without the embeddings the decoder gets with it.
     */
    public Tensor projectContent(ImageInputs images) {
        return presentProjector().content(features(images));
    }

    private static void requireSameImages(ImageSpans spans, ImageInputs images) {
        if (!Arrays.equals(spans.lengths(), images.visualTokens())) {
            throw new IllegalArgumentException("the batch has room for images of " + Arrays.toString(spans.lengths())
                    + " visual tokens, but was given images of " + Arrays.toString(images.visualTokens()));
        }
    }

    private Projector presentProjector() {
        return projector.orElseThrow(
                () -> new IllegalStateException("a language model without a projector was given an image"));
    }

    @Override
    public void close() {
        replicas.close();
        decoder.close();
        parameters.close();
    }

    /** [V, W]; the visual tokens of all images, in their order. */
    private Tensor features(ImageInputs images) {
        if (images instanceof ImageInputs.Features features) {
            int numTokens = Arrays.stream(features.visualTokens()).sum();
            return Tensors.of(placement(), features.values(), numTokens, features.width());
        }
        if (images instanceof ImageInputs.Pixels pixels) {
            ImageEncoder present = encoder.orElseThrow(
                    () -> new IllegalStateException("this model reads features, it was given pixels"));
            // Batch statistics stay those of contrastive training: a mixture's batches are small and uneven.
            return present.forward(pixels.images(), false);
        }
        throw new IllegalArgumentException("there are no images to encode");
    }
}
