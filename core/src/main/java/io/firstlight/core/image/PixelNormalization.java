package io.firstlight.core.image;

import java.util.List;

/**
 * What makes a channel's byte x a number: (x / 255 - mean) / deviation.
 *
 * @param mean of red, green and blue, in 0 .. 1
 * @param deviation of red, green and blue, above 0
 */
public record PixelNormalization(List<Double> mean, List<Double> deviation) {
    /** From -1 to 1: SigLIP. */
    public static final PixelNormalization HALF = same(0.5, 0.5);
    /** The colors of CLIP's training images. */
    public static final PixelNormalization CLIP = new PixelNormalization(
            List.of(0.48145466, 0.4578275, 0.40821073), List.of(0.26862954, 0.26130258, 0.27577711));
    /** The colors of ImageNet: DINOv2. */
    public static final PixelNormalization IMAGENET =
            new PixelNormalization(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    public PixelNormalization {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != RgbImage.CHANNELS
                || deviation.size() != RgbImage.CHANNELS
                || deviation.stream().anyMatch(d -> !(d > 0))) {
            throw new IllegalArgumentException(
                    "three means and three deviations above 0 are needed, found " + mean + " and " + deviation);
        }
    }

    private static PixelNormalization same(double mean, double deviation) {
        return new PixelNormalization(List.of(mean, mean, mean), List.of(deviation, deviation, deviation));
    }
}
