package io.firstlight.core.sequence;

import io.firstlight.core.image.RgbImage;
import java.util.Arrays;
import java.util.List;

/** The images of {@link PackedTokens}, in the order of its image spans: one entry per span, of any size. */
public sealed interface ImageInputs {
    /** A batch without images: a true text path. */
    ImageInputs NONE = new None();

    /** [I]; number of visual tokens of each image. */
    int[] visualTokens();

    /** The images {@code from .. to-1} alone. */
    ImageInputs part(int from, int to);

    /** No images. */
    record None() implements ImageInputs {
        @Override
        public int[] visualTokens() {
            return new int[0];
        }

        @Override
        public ImageInputs part(int from, int to) {
            return this;
        }
    }

    /**
     * Features of a frozen encoder.
     *
     * @param values [V, width] float32, row-major, image by image; V is the sum of {@code visualTokens}
     * @param width numbers per visual token
     */
    record Features(int[] visualTokens, float[] values, int width) implements ImageInputs {
        public Features {
            int tokens = Arrays.stream(visualTokens).sum();
            if (values.length != tokens * width) {
                throw new IllegalArgumentException("features of " + tokens + " visual tokens of width " + width
                        + " are " + tokens * width + " numbers, found " + values.length);
            }
        }

        @Override
        public ImageInputs part(int from, int to) {
            if (from == to) {
                return NONE;
            }
            int before = Arrays.stream(visualTokens, 0, from).sum();
            int end = before + Arrays.stream(visualTokens, from, to).sum();
            return new Features(
                    Arrays.copyOfRange(visualTokens, from, to),
                    Arrays.copyOfRange(values, before * width, end * width),
                    width);
        }
    }

    /**
     * Pixels, for an encoder that runs in the model.
     *
     * @param images one per entry of {@code visualTokens}, brought to their size by the encoder's transform and still
     *     bytes: the encoder normalises them, so that a batch takes a quarter of the memory
     */
    record Pixels(int[] visualTokens, List<RgbImage> images) implements ImageInputs {
        public Pixels {
            images = List.copyOf(images);
            if (visualTokens.length != images.size()) {
                throw new IllegalArgumentException(
                        images.size() + " images have " + visualTokens.length + " numbers of visual tokens");
            }
        }

        @Override
        public ImageInputs part(int from, int to) {
            return from == to ? NONE : new Pixels(Arrays.copyOfRange(visualTokens, from, to), images.subList(from, to));
        }
    }
}
