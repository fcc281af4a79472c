package io.firstlight.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.image.RgbImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastivePairsTest {
    private static final int[][] WORDS = {{5}, {6, 7}};
    /** Three images of one pixel; the second has both captions. */
    private static final List<RgbImage> IMAGES = List.of(pixel(1), pixel(4), pixel(7));

    private static RgbImage pixel(int red) {
        return new RgbImage(new byte[] {(byte) red, 0, 0}, 1, 1);
    }

    @Test
    void imagesComeInTheOrderTheyAreAskedForAndMoreThanOnce() {
        ContrastivePairs pairs = new ContrastivePairs(IMAGES, WORDS, new int[][] {{0}, {0, 1}, {1}});
        assertThat(pairs.images(new int[] {2, 0, 2})).containsExactly(IMAGES.get(2), IMAGES.get(0), IMAGES.get(2));
        assertThat(pairs.numImages()).isEqualTo(3);
    }

    @Test
    void anEqualCaptionDescribesEveryImageThatHasIt() {
        ContrastivePairs pairs = new ContrastivePairs(IMAGES, WORDS, new int[][] {{0}, {0, 1}, {1}});
        assertThat(pairs.describes(0, 0)).isTrue();
        assertThat(pairs.describes(0, 1)).isTrue();
        assertThat(pairs.describes(1, 1)).isTrue();
        assertThat(pairs.describes(0, 2)).isFalse();
        assertThat(pairs.describes(1, 0)).isFalse();
    }

    @Test
    void imagesWithoutCaptionsAreRefused() {
        assertThatThrownBy(() -> new ContrastivePairs(IMAGES, WORDS, new int[][] {{0}, {1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 images have captions of 2 images");
    }

    @Test
    void anImageWithoutCaptionAndACaptionThatIsNotThereAreRefused() {
        for (int[] captions : new int[][] {{}, {2}, {-1}}) {
            assertThatThrownBy(() -> new ContrastivePairs(IMAGES, WORDS, new int[][] {{0}, captions, {1}}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("among the 2 there are");
        }
    }
}
