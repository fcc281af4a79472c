package io.firstlight.tensor.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.tensor.parameter.Initializer.QueryKeyValue;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitializerTest {
    private static final int THIRD = 40_000;

    @Test
    void withoutLikenessQueriesKeysAndValuesAreThePlainDraw() {
        float[] plain = new float[3 * THIRD];
        new TruncatedNormal(0.5).fill(plain, KeyedRandom.of(1, "initializer test", 0));
        assertThat(drawn(0)).isEqualTo(plain);
    }

    @Test
    void keysCorrelateWithQueriesAsAskedAndKeepTheirSizeAndValuesStayIndependent() {
        float[] drawn = drawn(0.7);
        float[] queries = Arrays.copyOfRange(drawn, 0, THIRD);
        float[] keys = Arrays.copyOfRange(drawn, THIRD, 2 * THIRD);
        float[] values = Arrays.copyOfRange(drawn, 2 * THIRD, 3 * THIRD);
        double size = Math.sqrt(product(queries, queries));
        assertThat(Math.sqrt(product(keys, keys))).isCloseTo(size, within(0.01));
        assertThat(product(queries, keys) / (size * size)).isCloseTo(0.7, within(0.02));
        assertThat(product(queries, values) / (size * size)).isCloseTo(0, within(0.02));
    }

    private static float[] drawn(double likeness) {
        float[] values = new float[3 * THIRD];
        new QueryKeyValue(0.5, likeness).fill(values, KeyedRandom.of(1, "initializer test", 0));
        return values;
    }

    /** Mean product. */
    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum / a.length;
    }
}
