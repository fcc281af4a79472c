package io.firstlight.model.family.llama;

import io.firstlight.model.decoder.ComposedDecoder;
import io.firstlight.model.decoder.Decoder;
import io.firstlight.model.decoder.LanguageHead;
import io.firstlight.model.decoder.step.AttentionShape;
import io.firstlight.model.decoder.step.DecoderStep;
import io.firstlight.model.decoder.step.Linear;
import io.firstlight.model.decoder.step.NormStep;
import io.firstlight.model.decoder.step.PreNormLayers;
import io.firstlight.model.decoder.step.RootMeanSquareNorm;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.kernel.RotaryShape;
import io.firstlight.tensor.kernel.RotaryShape.Pairing;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.Initializer.Constant;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.parameter.ParameterRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/** Names, shapes and first values of a Llama decoder's parameters, and the steps that read them. */
final class LlamaLayout {
    private static final String EMBEDDING = "embedding.weight";
    private static final String HEAD = "head.weight";
    private static final String FINAL_NORM = "norm.weight";
    /** Of every weight, as the family's configurations have it ({@code initializer_range}). */
    private static final double DEVIATION = 0.02;

    private LlamaLayout() {}

    static List<ParameterDeclaration> declare(LlamaConfig config) {
        long d = config.width();
        long f = config.feedForward().width();
        long keyValueWidth = (long) config.attention().keyValueHeads() * config.headWidth();
        List<ParameterDeclaration> all = new ArrayList<>();
        all.add(weight(EMBEDDING, ParameterRole.EMBEDDING, config.vocabularySize(), d));
        for (int layer = 0; layer < config.layers(); layer++) {
            String prefix = layer(layer);
            all.add(gain(prefix + PreNormLayers.ATTENTION_NORM, d));
            all.add(weight(prefix + PreNormLayers.QUERY_KEY_VALUE, ParameterRole.MATRIX, d + 2 * keyValueWidth, d));
            all.add(weight(prefix + PreNormLayers.ATTENTION_OUTPUT, ParameterRole.MATRIX, d, d));
            all.add(gain(prefix + PreNormLayers.FEED_FORWARD_NORM, d));
            all.add(weight(prefix + PreNormLayers.GATE_UP, ParameterRole.MATRIX, 2 * f, d));
            all.add(weight(prefix + PreNormLayers.DOWN, ParameterRole.MATRIX, d, f));
        }
        all.add(gain(FINAL_NORM, d));
        if (!config.feedForward().tiedHead()) {
            all.add(weight(HEAD, ParameterRole.HEAD, config.vocabularySize(), d));
        }
        return all;
    }

    private static ParameterDeclaration weight(String name, ParameterRole role, long outputs, long inputs) {
        return new ParameterDeclaration(
                Decoder.PREFIX + name, group(role), role, new TruncatedNormal(DEVIATION), outputs, inputs);
    }

    private static ParameterDeclaration gain(String name, long width) {
        return new ParameterDeclaration(
                Decoder.PREFIX + name, group(ParameterRole.GAIN), ParameterRole.GAIN, new Constant(1), width);
    }

    /** A flat buffer for each role. */
    private static String group(ParameterRole role) {
        return Decoder.PREFIX + role.name().toLowerCase(Locale.ROOT);
    }

    static Decoder create(LlamaConfig config, FlatParameters parameters) {
        Placement placement = parameters.placement();
        AttentionShape shape = new AttentionShape(
                config.attention().heads(), config.attention().keyValueHeads(), config.headWidth());
        PreNormLayers layers = new PreNormLayers(shape, placement);
        LlamaWeights weights = new LlamaWeights(parameters, config.feedForward().normEpsilon());
        List<DecoderStep> steps = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            steps.addAll(layers.steps(layer(layer), weights::norm, weights::linear));
        }
        steps.add(weights.norm(FINAL_NORM));
        RotaryShape rotary = new RotaryShape(
                config.headWidth(), config.headWidth() / 2, config.attention().rotaryBase(), Pairing.HALVES);
        Tensor head = weights.get(config.feedForward().tiedHead() ? EMBEDDING : HEAD);
        return new ComposedDecoder(
                config,
                new ComposedDecoder.DecoderParts(
                        weights.get(EMBEDDING), rotary, steps, new LanguageHead(head, placement)),
                placement);
    }

    private record LlamaWeights(FlatParameters parameters, double normEpsilon) {
        Tensor get(String name) {
            return parameters.get(Decoder.PREFIX + name);
        }

        Linear linear(String name) {
            return new Linear(get(name));
        }

        NormStep norm(String name) {
            return new NormStep(new RootMeanSquareNorm(
                    get(name), normEpsilon, parameters.placement().precision()));
        }
    }

    private static String layer(int layer) {
        return "layers." + layer + ".";
    }
}
