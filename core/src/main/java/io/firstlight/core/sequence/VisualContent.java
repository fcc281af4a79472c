package io.firstlight.core.sequence;

/** What fills the visual positions of {@link PackedTokens}, in the order of its visual slots. */
public sealed interface VisualContent {
    /** A batch without images: a true text path. */
    record None() implements VisualContent {}

    /** Features of a frozen encoder: {@code values} is [V, width] float32, row-major. */
    record Features(float[] values, int width) implements VisualContent {}

    /**
     * Pixels for an encoder that runs in the model: {@code rgb} is [tiles, tilePixels, tilePixels, 3] unsigned bytes.
     * Tiles come in the order of the visual slots; every tile fills the same number of slots.
     */
    record Pixels(byte[] rgb, int tiles, int tilePixels) implements VisualContent {}
}
