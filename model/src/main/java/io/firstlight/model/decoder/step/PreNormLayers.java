package io.firstlight.model.decoder.step;

import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.kernel.Kernels;
import java.util.List;
import java.util.function.Function;

/**
 * Layers of two residual blocks, each with its norm first: rotary attention, then a gated feed-forward. OpenLM and
 * Llama are made of them and differ in their norms and shapes.
 */
public final class PreNormLayers {
    /** Gain of the norm before attention, after the layer's prefix, as the names below. */
    public static final String ATTENTION_NORM = "attention_norm.weight";

    public static final String QUERY_KEY_VALUE = "attention.query_key_value.weight";
    public static final String ATTENTION_OUTPUT = "attention.output.weight";
    public static final String FEED_FORWARD_NORM = "feed_forward_norm.weight";
    public static final String GATE_UP = "feed_forward.gate_up.weight";
    public static final String DOWN = "feed_forward.down.weight";

    private final AttentionShape shape;
    private final Placement placement;
    private final GatedProduct gatedProduct;

    /** Layers with attention of this shape, computed in {@code placement}. */
    public PreNormLayers(AttentionShape shape, Placement placement) {
        this.shape = shape;
        this.placement = placement;
        this.gatedProduct = new GatedProduct(Kernels.gatedProduct(placement));
    }

    /**
     * The two steps of one layer.
     *
     * @param prefix of its parameters' names
     * @param norm from the name of a gain to the norm with it
     * @param linear from the name of a weight to the product with it
     */
    public List<DecoderStep> steps(String prefix, Function<String, NormStep> norm, Function<String, Linear> linear) {
        return List.of(
                new ResidualBlock(
                        List.of(
                                norm.apply(prefix + ATTENTION_NORM),
                                linear.apply(prefix + QUERY_KEY_VALUE),
                                new RotaryStep(shape),
                                new AttentionStep(shape)),
                        linear.apply(prefix + ATTENTION_OUTPUT),
                        placement.recomputation()),
                new ResidualBlock(
                        List.of(norm.apply(prefix + FEED_FORWARD_NORM), linear.apply(prefix + GATE_UP), gatedProduct),
                        linear.apply(prefix + DOWN),
                        placement.recomputation()));
    }
}
