package io.firstlight.study.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.study.settings.ImageEncoderShape;
import io.firstlight.tensor.Engine;
import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StageBodiesTest {
    private static final StageSpec TRAINS = new EncodeImages(
            new ImageEncoderShape(32, 0, 2, 32), List.of(), new EncodeImages.Floors(List.of("exam"), "crops"));

    @AfterEach
    void restoreTheArithmeticOfThisThread() {
        Engine.keepDenormals();
    }

    @Test
    void dataIsDrawnInJavasArithmeticOnAThreadThatTrainedBefore() {
        StageBodies.setUpArithmetic(TRAINS, 1);
        assertThat(halfOf(Float.MIN_NORMAL))
                .as("training takes denormal numbers for 0, or this test tests nothing")
                .isZero();
        StageBodies.setUpArithmetic(PrepareData.ofUser("any"), 1);
        assertThat(halfOf(Float.MIN_NORMAL)).isPositive();
        // What an icon with two stops at one place asks for.
        new LinearGradientPaint(0, 0, 1, 1, new float[] {0, Float.MIN_VALUE}, new Color[] {Color.RED, Color.BLUE});
    }

    /** Not a constant that the compiler could fold. */
    private static float halfOf(float value) {
        return value * Float.parseFloat("0.5");
    }
}
