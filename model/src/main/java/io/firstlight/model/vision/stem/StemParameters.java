package io.firstlight.model.vision.stem;

import static io.firstlight.model.vision.ImageEncoder.GAINS;
import static io.firstlight.model.vision.ImageEncoder.MATRICES;
import static io.firstlight.model.vision.ImageEncoder.PREFIX;
import static io.firstlight.model.vision.ImageEncoder.STATISTICS;

import io.firstlight.tensor.parameter.Initializer;
import io.firstlight.tensor.parameter.Initializer.Constant;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.parameter.ParameterRole;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a {@link StemEncoder}: names, groups, shapes and first values. */
final class StemParameters {
    static final int BLOCKS_PER_STAGE = 2;
    /** Of the convolutions, before the transformer. */
    static final String STEM_PREFIX = PREFIX + "stem.";

    static final String POSITION_EMBEDDING = PREFIX + "places.weight";
    static final String FINAL_NORM = PREFIX + "norm";
    private final List<ParameterDeclaration> all = new ArrayList<>();

    private StemParameters() {}

    static List<ParameterDeclaration> declare(StemConfig config) {
        StemParameters parameters = new StemParameters();
        parameters.stem(stageWidths(config), stageStrides(config));
        parameters.all.add(new ParameterDeclaration(
                POSITION_EMBEDDING,
                GAINS,
                ParameterRole.POSITION,
                new TruncatedNormal(0.02),
                config.tiles().tokensPerTile(),
                config.width()));
        for (int layer = 0; layer < config.layers(); layer++) {
            parameters.layer(layerPrefix(layer), config.width());
        }
        parameters.norm(FINAL_NORM, config.width());
        return parameters.all;
    }

    /** Operations of a forward pass over one tile, of its convolutions, matrices and attention. */
    static double operationsPerTile(StemConfig config) {
        List<ParameterDeclaration> declared = declare(config);
        int[] strides = stageStrides(config);
        double side = config.tiles().tilePixels();
        double operations = 0;
        for (int stage = 0; stage < strides.length; stage++) {
            // A stage reduces the side once; its other convolutions keep it.
            side /= strides[stage];
            operations += 2 * side * side * weights(declared, stagePrefix(stage));
        }
        double tokens = config.tiles().tokensPerTile();
        for (int layer = 0; layer < config.layers(); layer++) {
            operations += 2 * tokens * weights(declared, layerPrefix(layer)) + 4 * tokens * tokens * config.width();
        }
        return operations;
    }

    private static long weights(List<ParameterDeclaration> declared, String prefix) {
        return declared.stream()
                .filter(declaration -> declaration.role() == ParameterRole.MATRIX
                        && declaration.name().startsWith(prefix))
                .mapToLong(ParameterDeclaration::size)
                .sum();
    }

    /** Channels after each stage of the stem. */
    static int[] stageWidths(StemConfig config) {
        return new int[] {32, 64, config.width()};
    }

    /** By how much each stage reduces the side; their product is the side of a patch. */
    static int[] stageStrides(StemConfig config) {
        return new int[] {4, 2, config.tiles().patchPixels() / 8};
    }

    static String stagePrefix(int stage) {
        return STEM_PREFIX + stage + ".";
    }

    static String layerPrefix(int layer) {
        return PREFIX + "layers." + layer + ".";
    }

    private void stem(int[] widths, int[] strides) {
        for (int stage = 0; stage < widths.length; stage++) {
            int inputs = stage == 0 ? 3 : widths[stage - 1];
            String prefix = stagePrefix(stage);
            convolution(prefix + "reduce", inputs, widths[stage], strides[stage], 1);
            for (int block = 0; block < BLOCKS_PER_STAGE; block++) {
                convolution(prefix + "blocks." + block + ".first", widths[stage], widths[stage], 3, 1);
                // A residual block starts as the identity.
                convolution(prefix + "blocks." + block + ".second", widths[stage], widths[stage], 3, 0);
            }
        }
    }

    private void layer(String prefix, long w) {
        TruncatedNormal input = new TruncatedNormal(1 / Math.sqrt(w));
        Initializer output = new TruncatedNormal(0.5 / Math.sqrt(w));
        norm(prefix + "attention_norm", w);
        linear(prefix + "attention.query_key_value", input, 3 * w, w);
        linear(prefix + "attention.output", output, w, w);
        norm(prefix + "feed_forward_norm", w);
        linear(prefix + "feed_forward.up", input, 2 * w, w);
        linear(prefix + "feed_forward.down", output, w, 2 * w);
    }

    private void convolution(String name, long inputs, long outputs, long kernel, float gain) {
        double deviation = Math.sqrt(2.0 / (inputs * kernel * kernel));
        all.add(new ParameterDeclaration(
                name + ".weight",
                MATRICES,
                ParameterRole.MATRIX,
                new TruncatedNormal(deviation),
                outputs,
                inputs,
                kernel,
                kernel));
        all.add(new ParameterDeclaration(
                name + ".norm.weight", GAINS, ParameterRole.GAIN, new Constant(gain), outputs));
        all.add(new ParameterDeclaration(name + ".norm.bias", GAINS, ParameterRole.BIAS, new Constant(0), outputs));
        all.add(new ParameterDeclaration(
                name + ".norm.mean", STATISTICS, ParameterRole.STATISTIC, new Constant(0), outputs));
        all.add(new ParameterDeclaration(
                name + ".norm.variance", STATISTICS, ParameterRole.STATISTIC, new Constant(1), outputs));
    }

    private void norm(String name, long width) {
        all.add(new ParameterDeclaration(name + ".weight", GAINS, ParameterRole.GAIN, new Constant(1), width));
        all.add(new ParameterDeclaration(name + ".bias", GAINS, ParameterRole.BIAS, new Constant(0), width));
    }

    private void linear(String name, Initializer initializer, long outputs, long inputs) {
        all.add(new ParameterDeclaration(
                name + ".weight", MATRICES, ParameterRole.MATRIX, initializer, outputs, inputs));
        all.add(new ParameterDeclaration(name + ".bias", GAINS, ParameterRole.BIAS, new Constant(0), outputs));
    }
}
