package io.firstlight.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ContrastivePairsTest {
    private static final int[][] WORDS = {{5}, {6, 7}};
    /** Three images of side 1; the second has both captions. */
    private static final byte[][] TILES = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};

    @Test
    void tilesComeInTheOrderTheyAreAskedForAndMoreThanOnce() {
        ContrastivePairs pairs = new ContrastivePairs(TILES, 1, WORDS, new int[][] {{0}, {0, 1}, {1}});
        assertThat(pairs.tiles(new int[] {2, 0, 2})).containsExactly(7, 8, 9, 1, 2, 3, 7, 8, 9);
        assertThat(pairs.numImages()).isEqualTo(3);
    }

    @Test
    void anEqualCaptionDescribesEveryImageThatHasIt() {
        ContrastivePairs pairs = new ContrastivePairs(TILES, 1, WORDS, new int[][] {{0}, {0, 1}, {1}});
        assertThat(pairs.describes(0, 0)).isTrue();
        assertThat(pairs.describes(0, 1)).isTrue();
        assertThat(pairs.describes(1, 1)).isTrue();
        assertThat(pairs.describes(0, 2)).isFalse();
        assertThat(pairs.describes(1, 0)).isFalse();
    }

    @Test
    void aMissingTileAndATileOfAnotherSizeAreRefused() {
        assertThatThrownBy(() -> new ContrastivePairs(TILES, 1, WORDS, new int[][] {{0}, {1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 images of side 1")
                .hasMessageContaining("found 3");
        assertThatThrownBy(() -> new ContrastivePairs(TILES, 2, WORDS, new int[][] {{0}, {0}, {1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12 bytes")
                .hasMessageContaining("[3]");
    }

    @Test
    void anImageWithoutCaptionAndACaptionThatIsNotThereAreRefused() {
        for (int[] captions : new int[][] {{}, {2}, {-1}}) {
            assertThatThrownBy(() -> new ContrastivePairs(TILES, 1, WORDS, new int[][] {{0}, captions, {1}}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("among the 2 there are");
        }
    }
}
