package io.firstlight.model.family.openlm;

import io.firstlight.model.decoder.ComposedDecoder;
import io.firstlight.model.decoder.Decoder;
import io.firstlight.model.decoder.LanguageHead;
import io.firstlight.model.decoder.step.AttentionShape;
import io.firstlight.model.decoder.step.DecoderStep;
import io.firstlight.model.decoder.step.LayerNorm;
import io.firstlight.model.decoder.step.Linear;
import io.firstlight.model.decoder.step.NormStep;
import io.firstlight.model.decoder.step.PreNormLayers;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.kernel.RotaryShape;
import io.firstlight.tensor.kernel.RotaryShape.Pairing;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.Initializer;
import io.firstlight.tensor.parameter.Initializer.Constant;
import io.firstlight.tensor.parameter.Initializer.QueryKeyValue;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.parameter.ParameterRole;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Names, shapes and first values of an OpenLM decoder's parameters, and the steps that read them. */
final class OpenLmLayout {
    /** Flat buffers: the embedding, the matrices, which decay, and the gains. */
    private static final String EMBEDDING_GROUP = "decoder.embedding";

    private static final String MATRIX_GROUP = "decoder.matrices";
    private static final String GAIN_GROUP = "decoder.gains";

    private static final String EMBEDDING = "embedding.weight";
    private static final String FINAL_NORM = "norm.weight";
    private static final double ROTARY_BASE = 10_000;

    private OpenLmLayout() {}

    /**
     * OpenLM's initialisation: 1/sqrt(fan-in), outputs divided by sqrt(2(l+1)) for the 0-based layer l; keys correlated
     * with queries as configured.
     */
    static List<ParameterDeclaration> declare(OpenLmConfig config) {
        long d = config.width();
        long f = config.feedForward();
        TruncatedNormal input = new TruncatedNormal(1 / Math.sqrt(d));
        QueryKeyValue queryKeyValue =
                new QueryKeyValue(1 / Math.sqrt(d), config.attention().queryKeyLikeness());
        List<ParameterDeclaration> all = new ArrayList<>();
        all.add(new ParameterDeclaration(
                Decoder.PREFIX + EMBEDDING,
                EMBEDDING_GROUP,
                ParameterRole.EMBEDDING,
                input,
                config.vocabularySize(),
                d));
        for (int layer = 0; layer < config.layers(); layer++) {
            String prefix = layer(layer);
            double depth = Math.sqrt(2.0 * (layer + 1));
            all.add(gain(prefix + PreNormLayers.ATTENTION_NORM, d));
            all.add(matrix(prefix + PreNormLayers.QUERY_KEY_VALUE, queryKeyValue, 3 * d, d));
            all.add(matrix(
                    prefix + PreNormLayers.ATTENTION_OUTPUT, new TruncatedNormal(1 / Math.sqrt(d) / depth), d, d));
            all.add(gain(prefix + PreNormLayers.FEED_FORWARD_NORM, d));
            all.add(matrix(prefix + PreNormLayers.GATE_UP, input, 2 * f, d));
            all.add(matrix(prefix + PreNormLayers.DOWN, new TruncatedNormal(1 / Math.sqrt(f) / depth), d, f));
        }
        all.add(gain(Decoder.PREFIX + FINAL_NORM, d));
        return all;
    }

    private static ParameterDeclaration matrix(String name, Initializer initializer, long outputs, long inputs) {
        return new ParameterDeclaration(name, MATRIX_GROUP, ParameterRole.MATRIX, initializer, outputs, inputs);
    }

    private static ParameterDeclaration gain(String name, long width) {
        return new ParameterDeclaration(name, GAIN_GROUP, ParameterRole.GAIN, new Constant(1), width);
    }

    static Decoder create(OpenLmConfig config, FlatParameters parameters) {
        Placement placement = parameters.placement();
        int heads = config.attention().heads();
        AttentionShape shape = new AttentionShape(heads, heads, config.headWidth());
        PreNormLayers layers = new PreNormLayers(shape, placement);
        List<DecoderStep> steps = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            steps.addAll(layers.steps(
                    layer(layer), name -> norm(parameters, name), name -> new Linear(parameters.get(name))));
        }
        steps.add(norm(parameters, Decoder.PREFIX + FINAL_NORM));
        int pairs = config.headWidth() / 2;
        int rotatedPairs = (int) Math.round(pairs * config.attention().rotaryShare());
        Tensor embedding = parameters.get(Decoder.PREFIX + EMBEDDING);
        return new ComposedDecoder(
                config,
                new ComposedDecoder.DecoderParts(
                        embedding,
                        new RotaryShape(config.headWidth(), rotatedPairs, ROTARY_BASE, Pairing.ADJACENT),
                        steps,
                        new LanguageHead(embedding, placement)),
                placement);
    }

    private static NormStep norm(FlatParameters parameters, String name) {
        return new NormStep(new LayerNorm(parameters.get(name)));
    }

    private static String layer(int layer) {
        return Decoder.PREFIX + "layers." + layer + ".";
    }
}
