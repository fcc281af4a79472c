package io.firstlight.data.pack;

import static io.firstlight.core.sequence.PackedTokens.NO_TARGET;
import static io.firstlight.core.sequence.PackedTokens.PADDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.data.sample.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackerTest {
    private static final Sample TEXT =
            new Sample("t", new int[] {1, 11, 12, 2}, new boolean[] {false, true, true, true}, "", 0);
    private static final Sample CAPTION =
            new Sample("c", new int[] {1, 21, 2}, new boolean[] {false, true, true}, "dog", 2);
    private static final Sample DIALOGUE =
            new Sample("d", new int[] {1, 31, 32, 33, 2}, new boolean[] {false, false, false, true, true}, "cat", 1);
    private static final int N = NO_TARGET;

    @Test
    void aCaptionFollowsItsImageAndTheLastVisualPositionPredictsItsFirstWord() {
        PackedTokens packed = Packer.pack(List.of(new Row(List.of(Piece.whole("s", CAPTION)))), 8, true);

        assertThat(packed.columns()).isEqualTo(5);
        assertThat(packed.tokenIds()).containsExactly(1, 0, 0, 21, 2);
        assertThat(packed.targets()).containsExactly(N, N, 21, 2, N);
        assertThat(packed.layout().visualSlots()).containsExactly(1, 2);
        assertThat(packed.layout().positions()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aDialoguePredictsItsAnswerOnly() {
        PackedTokens packed = Packer.pack(List.of(new Row(List.of(Piece.whole("s", DIALOGUE)))), 8, true);

        assertThat(packed.tokenIds()).containsExactly(1, 0, 31, 32, 33, 2);
        assertThat(packed.targets()).containsExactly(N, N, N, 33, 2, N);
    }

    @Test
    void documentsOfARowAreNumberedAndRowEndsArePadded() {
        Row both = new Row(List.of(Piece.whole("s", TEXT), Piece.whole("s", CAPTION)));
        Row one = new Row(List.of(Piece.whole("s", TEXT)));
        PackedTokens packed = Packer.pack(List.of(both, one), 16, true);

        assertThat(packed.rows()).isEqualTo(2);
        assertThat(packed.columns()).isEqualTo(9);
        assertThat(packed.layout().documentIds())
                .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, PADDING, PADDING, PADDING, PADDING, PADDING);
        assertThat(packed.layout().positions()).startsWith(0, 1, 2, 3, 0, 1, 2, 3, 4, 0, 1, 2, 3);
        assertThat(packed.targets()).startsWith(11, 12, 2, N, N, N, 21, 2, N, 11, 12, 2, N, N);
        assertThat(packed.layout().visualSlots()).containsExactly(5, 6);
        assertThat(Packer.images(List.of(both, one))).containsExactly("dog");
    }

    @Test
    void withoutTheDocumentMaskARowIsOneSequence() {
        Row both = new Row(List.of(Piece.whole("s", TEXT), Piece.whole("s", TEXT)));
        PackedTokens packed = Packer.pack(List.of(both), 16, false);

        assertThat(packed.layout().documentIds()).containsOnly(0);
        assertThat(packed.layout().positions()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(packed.targets()).containsExactly(11, 12, 2, N, 11, 12, 2, N);
    }

    @Test
    void aSplitDocumentPredictsEveryTokenOnce() {
        PackedTokens packed = Packer.pack(
                List.of(new Row(List.of(new Piece("s", TEXT, 0, 2))), new Row(List.of(new Piece("s", TEXT, 2, 4)))),
                2,
                true);

        assertThat(packed.tokenIds()).containsExactly(1, 11, 12, 2);
        assertThat(packed.targets()).containsExactly(11, 12, 2, N);
        assertThat(packed.layout().positions()).containsExactly(0, 1, 0, 1);
        assertThat(new Piece("s", TEXT, 0, 2).numTargets()).isEqualTo(2);
        assertThat(new Piece("s", TEXT, 2, 4).numTargets()).isEqualTo(1);
        assertThat(new Piece("s", TEXT, 2, 4).ledgerId()).isEqualTo("s:t@2");
    }

    @Test
    void imagesAreNeverSplitAndRowsNeverOverflow() {
        assertThatThrownBy(() -> new Piece("s", CAPTION, 0, 2)).hasMessageContaining("cannot be split");
        assertThatThrownBy(() -> Packer.pack(List.of(new Row(List.of(Piece.whole("s", TEXT)))), 3, true))
                .hasMessageContaining("row of 4 tokens")
                .hasMessageContaining("3 columns");
    }
}
