package io.firstlight.tensor.parameter;

import io.firstlight.core.random.KeyedRandom;
import java.util.Arrays;

/** First values of a parameter, drawn in Java so that they are the same on every device and thread count. */
public sealed interface Initializer {
    /** Fills {@code values}. */
    void fill(float[] values, KeyedRandom random);

    record Constant(float value) implements Initializer {
        @Override
        public void fill(float[] values, KeyedRandom random) {
            Arrays.fill(values, value);
        }
    }

    /** Normal, cut at three standard deviations and drawn again beyond (OpenLM, open_lm/model.py). */
    record TruncatedNormal(double standardDeviation) implements Initializer {
        @Override
        public void fill(float[] values, KeyedRandom random) {
            for (int i = 0; i < values.length; i++) {
                double z;
                do {
                    z = random.nextGaussian();
                } while (Math.abs(z) > 3);
                values[i] = (float) (z * standardDeviation);
            }
        }
    }

    /**
     * The rows of queries, of keys and of values under each other: queries and values as {@link TruncatedNormal}, keys
     * of the same variance and correlated with the queries. The product of queries and keys is then about
     * {@code likeness} times a projection, so that like attends to like.
     *
     * @param likeness from 0 (three independent draws) to 1 (keys equal queries)
     */
    record QueryKeyValue(double standardDeviation, double likeness) implements Initializer {
        @Override
        public void fill(float[] values, KeyedRandom random) {
            new TruncatedNormal(standardDeviation).fill(values, random);
            int size = values.length / 3;
            double rest = Math.sqrt(1 - likeness * likeness);
            for (int i = 0; i < size; i++) {
                values[size + i] = (float) (likeness * values[i] + rest * values[size + i]);
            }
        }
    }
}
