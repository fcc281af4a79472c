package io.firstlight.study.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.study.plan.StageKind;
import io.firstlight.study.run.StageContext;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.device.Placement;
import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StageBodiesTest {
    private static final StageContext CONTEXT = new StageContext(null, null, null, 1, Placement.CPU);

    @AfterEach
    void restoreTheArithmeticOfThisThread() {
        Engine.keepDenormals();
    }

    @Test
    void dataIsDrawnInJavasArithmeticOnAThreadThatTrainedBefore() throws IOException {
        boolean[] flushed = new boolean[1];
        StageBodies.withArithmetic(StageKind.FINE_TUNING, context -> flushed[0] = halfOf(Float.MIN_NORMAL) == 0)
                .run(CONTEXT);
        assertThat(flushed[0])
                .as("training takes denormal numbers for 0, or this test tests nothing")
                .isTrue();
        StageBodies.withArithmetic(StageKind.PREPARE_DATA, context -> {
                    assertThat(halfOf(Float.MIN_NORMAL)).isPositive();
                    // What an icon with two stops at one place asks for.
                    new LinearGradientPaint(
                            0, 0, 1, 1, new float[] {0, Float.MIN_VALUE}, new Color[] {Color.RED, Color.BLUE});
                })
                .run(CONTEXT);
    }

    /** Not a constant that the compiler could fold. */
    private static float halfOf(float value) {
        return value * Float.parseFloat("0.5");
    }
}
