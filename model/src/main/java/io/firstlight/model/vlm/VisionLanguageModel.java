package io.firstlight.model.vlm;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.core.sequence.VisualContent;
import io.firstlight.model.decoder.Decoder;
import io.firstlight.model.decoder.DecoderPass;
import io.firstlight.model.decoder.LanguageHead;
import io.firstlight.model.encoder.ImageEncoder;
import io.firstlight.model.projector.Projector;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;

/**
 * A decoder that reads text and, when it has a projector, images. Visual tokens replace the embeddings at their
 * positions and are treated like any other token from there on; a batch without images takes the language model's path
 * exactly, with the same values and the same gradients. Owns its parameters; not thread-safe.
 */
public final class VisionLanguageModel implements AutoCloseable {
    public static final String WEIGHTS_FILE = "weights.safetensors";
    public static final String CONFIG_FILE = "model.json";
    private final VisionLanguageModelConfig config;
    private final FlatParameters parameters;
    private final Decoder decoder;
    private final Optional<Projector> projector;
    private final Optional<ImageEncoder> encoder;

    /** A new model on {@code placement}, each parameter drawn from (seed, its name). */
    public VisionLanguageModel(VisionLanguageModelConfig config, long seed, Placement placement) {
        this.config = config;
        List<ParameterDeclaration> declarations =
                new ArrayList<>(config.decoder().declare());
        if (config.vision() != Vision.NONE) {
            declarations.addAll(
                    Projector.declare(config.encoder().width(), config.decoder().width(), config.maxVisualTokens()));
        }
        if (config.vision() == Vision.PIXELS) {
            declarations.addAll(ImageEncoder.declare(config.encoder()));
        }
        parameters = new FlatParameters(declarations, seed, placement);
        decoder = config.decoder().create(parameters);
        projector = config.vision() == Vision.NONE ? Optional.empty() : Optional.of(new Projector(parameters));
        encoder = config.vision() == Vision.PIXELS
                ? Optional.of(ImageEncoder.of(config.encoder(), parameters))
                : Optional.empty();
    }

    /** The model saved in {@code directory} by {@link #save}, on {@code placement}. */
    public static VisionLanguageModel load(Path directory, Placement placement) throws IOException {
        VisionLanguageModel model = new VisionLanguageModel(
                Json.read(directory.resolve(CONFIG_FILE), VisionLanguageModelConfig.class), 0, placement);
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

    public int tokensPerTile() {
        return config.encoder().tokensPerTile();
    }

    /** Where the model computes. */
    public Placement placement() {
        return parameters.placement();
    }

    /** From hidden states to the vocabulary. */
    public LanguageHead head() {
        return decoder.head();
    }

    /** Hidden states [B*T, D] after the final norm, in the caller's scope, without gradients. */
    public Tensor hiddenStates(PackedTokens tokens, VisualContent visual) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            return scope.passOn(decoder.hiddenStates(tokens, inputs(tokens, visual)));
        }
    }

    /** The same hidden states with a backward pass to all parameters that train. */
    public DecoderPass record(PackedTokens tokens, VisualContent visual) {
        try (GradMode mode = GradMode.on()) {
            return decoder.pass(tokens, inputs(tokens, visual));
        }
    }

    /** Embedded tokens with projected images at the visual positions, [B*T, D]. */
    private Tensor inputs(PackedTokens tokens, VisualContent visual) {
        Tensor embedded = decoder.embed(tokens);
        ImageSpans images = tokens.layout().images();
        if (images.numImages() == 0) {
            return embedded;
        }
        int[] positions = images.positions();
        Tensor tokenIndexes = Tensors.of(placement(), images.tokenIndexes(), positions.length);
        Tensor projected = presentProjector().forward(features(visual, positions.length), tokenIndexes);
        return embedded.index_copy(0, Tensors.of(placement(), positions, positions.length), projected);
    }

    /**
     * Projected content [V, D] of {@code numTokens} visual tokens, without the marks that the decoder gets with them.
     */
    public Tensor projectContent(VisualContent visual, int numTokens) {
        return presentProjector().content(features(visual, numTokens));
    }

    private Projector presentProjector() {
        return projector.orElseThrow(
                () -> new IllegalStateException("a language model without a projector was given an image"));
    }

    @Override
    public void close() {
        decoder.close();
        parameters.close();
    }

    private Tensor features(VisualContent visual, int numTokens) {
        if (visual instanceof VisualContent.Features features) {
            return Tensors.of(placement(), features.values(), numTokens, features.width());
        }
        if (visual instanceof VisualContent.Pixels pixels) {
            ImageEncoder present = encoder.orElseThrow(
                    () -> new IllegalStateException("this model reads features, it was given pixels"));
            // Batch statistics stay those of contrastive training: a mixture's batches are small and uneven.
            return present.forward(
                    ImageEncoder.pixels(placement(), pixels.rgb(), pixels.tiles(), pixels.tilePixels()), false);
        }
        throw new IllegalArgumentException("there are " + numTokens + " visual positions but no visual content");
    }
}
