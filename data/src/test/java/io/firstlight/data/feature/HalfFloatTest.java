package io.firstlight.data.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.random.KeyedRandom;
import org.junit.jupiter.api.Test;

class HalfFloatTest {
    @Test
    void everyFiniteHalfSurvivesTheRoundTrip() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            if ((bits & 0x7c00) != 0x7c00) {
                assertThat(HalfFloat.of(HalfFloat.toFloat((short) bits))).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void knownValuesAreEncodedAsTheStandardSays() {
        assertThat(HalfFloat.of(1f)).isEqualTo((short) 0x3c00);
        assertThat(HalfFloat.of(-2f)).isEqualTo((short) 0xc000);
        assertThat(HalfFloat.of(65504f)).isEqualTo((short) 0x7bff);
        assertThat(HalfFloat.of(65519.9f)).isEqualTo((short) 0x7bff);
        assertThat(HalfFloat.of(65520f)).isEqualTo((short) 0x7c00);
        assertThat(HalfFloat.of(0x1p-24f)).isEqualTo((short) 1);
        assertThat(HalfFloat.of(0x1p-25f)).isEqualTo((short) 0);
        assertThat(HalfFloat.of(0x1.8p-24f)).isEqualTo((short) 2);
        assertThat(HalfFloat.of(Float.NaN) & 0x7c00).isEqualTo(0x7c00);
    }

    @Test
    void aFloatGoesToTheNearestHalfAndTiesGoToEven() {
        KeyedRandom random = KeyedRandom.of(3, "half", 0);
        for (int i = 0; i < 100_000; i++) {
            float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(-20, 15)));
            short half = HalfFloat.of(value);
            double error = Math.abs((double) value - HalfFloat.toFloat(half));
            double up = Math.abs((double) value - HalfFloat.toFloat((short) (half + 1)));
            double down = (half & 0x7fff) == 0
                    ? Double.MAX_VALUE
                    : Math.abs((double) value - HalfFloat.toFloat((short) (half - 1)));
            assertThat(error).as("%s", value).isLessThanOrEqualTo(Math.min(up, down));
            if (error == Math.min(up, down)) {
                assertThat(half & 1).as("tie at %s", value).isZero();
            }
        }
    }
}
