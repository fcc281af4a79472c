package io.firstlight.tensor.kernel;

/**
 * Which pairs of a head's elements a rotary position embedding rotates, and how fast (Su et al., arXiv 2104.09864):
 * pair i of the n that rotate by {@code position * base^(-i/n)}.
 *
 * @param headWidth W, even
 * @param rotatedPairs n, at most W/2; the other pairs never rotate
 * @param base such as 10000
 */
public record RotaryShape(int headWidth, int rotatedPairs, double base, Pairing pairing) {
    /** Which two elements form a pair. */
    public enum Pairing {
        /** Elements 2i and 2i+1 (Su et al.). */
        ADJACENT,
        /** Elements i and i+n (GPT-NeoX, OpenLM, Llama in transformers). */
        HALVES
    }

    public RotaryShape {
        if (headWidth < 2 || headWidth % 2 != 0 || rotatedPairs < 1 || rotatedPairs > headWidth / 2 || !(base > 1)) {
            throw new IllegalArgumentException("a rotary embedding rotates 1 to " + headWidth / 2
                    + " pairs of a head of even width with a base above 1, found width " + headWidth + ", "
                    + rotatedPairs + " pairs, base " + base);
        }
    }
}
