package io.firstlight.eval.floor;

import io.firstlight.data.sample.BadSampleException;

/** An image as the mean of its visual tokens' features, of length 1; likeness is the cosine. */
public final class FeatureDescriptor implements ImageDescriptor {
    private final FeatureReader features;
    private final int width;

    /** Where the features of all sets are read. */
    @FunctionalInterface
    public interface FeatureReader {
        /** [tokens, width] row-major */
        float[] features(String image) throws BadSampleException;
    }

    public FeatureDescriptor(FeatureReader features, int width) {
        this.features = features;
        this.width = width;
    }

    /**
     * The mean of the image's features, normalised to length 1.
     *
     * @return [width], of length 1 (or 0 if the features are all 0)
     */
    @Override
    public float[] describe(String image) throws BadSampleException {
        float[] tokens = features.features(image);
        float[] mean = new float[width];
        for (int i = 0; i < tokens.length; i++) {
            mean[i % width] += tokens[i];
        }
        double squares = 0;
        for (float value : mean) {
            squares += (double) value * value;
        }
        float length = (float) Math.max(Math.sqrt(squares), Float.MIN_NORMAL);
        for (int i = 0; i < width; i++) {
            mean[i] /= length;
        }
        return mean;
    }

    @Override
    public double similarity(float[] first, float[] second) {
        float sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] * second[i];
        }
        return sum;
    }
}
