package io.firstlight.model.vision.patches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.image.RgbImage;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchesEncoderTest {
    private static final PatchesConfig CONFIG = new PatchesConfig(new TileGrid(4, 2, 4));

    private static float[] features(RgbImage image) {
        try (FlatParameters none = new FlatParameters(CONFIG.declare(), 0, Placement.CPU)) {
            return CONFIG.create(none).features(List.of(image));
        }
    }

    @Test
    void aPatchIsItsPixelsInRowMajorOrder() {
        byte[] rgb = new byte[4 * 4 * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) i;
        }
        float[] features = features(new RgbImage(rgb, 4, 4));
        int[] topRight = {6, 7, 8, 9, 10, 11, 18, 19, 20, 21, 22, 23};
        for (int i = 0; i < topRight.length; i++) {
            assertThat(features[12 + i]).isCloseTo(topRight[i] / 127.5f - 1, within(1e-6f));
        }
    }

    @Test
    void anImageThatIsNoWholeNumberOfTilesIsRefused() {
        assertThatThrownBy(() -> features(new RgbImage(new byte[4 * 6 * 3], 4, 6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6 x 4 pixels")
                .hasMessageContaining("tiles of 4");
    }
}
