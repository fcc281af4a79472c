package io.firstlight.data.pack;

import static io.firstlight.core.sequence.PackedTokens.NO_TARGET;
import static io.firstlight.core.sequence.PackedTokens.PADDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.SegmentBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackerTest {
    private static final Sample TEXT =
            new SegmentBuilder().text(false, 1).text(true, 11, 12, 2).sample("t");
    private static final Sample CAPTION = new SegmentBuilder()
            .text(false, 1)
            .image("dog", 2)
            .text(true, 21, 2)
            .sample("c");
    private static final Sample DIALOGUE = new SegmentBuilder()
            .text(false, 1)
            .image("cat", 1)
            .text(false, 31, 32)
            .text(true, 33, 2)
            .sample("d");
    private static final int N = NO_TARGET;

    @Test
    void aCaptionFollowsItsImageAndTheLastVisualPositionPredictsItsFirstWord() {
        PackedTokens packed = Packer.pack(List.of(PackedRow.of("s", CAPTION)), 8, true);

        assertThat(packed.columns()).isEqualTo(5);
        assertThat(packed.tokenIds()).containsExactly(1, 0, 0, 21, 2);
        assertThat(packed.targets()).containsExactly(N, N, 21, 2, N);
        assertThat(packed.layout().images().positions()).containsExactly(1, 2);
        assertThat(packed.layout().positions()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aDialoguePredictsItsAnswerOnly() {
        PackedTokens packed = Packer.pack(List.of(PackedRow.of("s", DIALOGUE)), 8, true);

        assertThat(packed.tokenIds()).containsExactly(1, 0, 31, 32, 33, 2);
        assertThat(packed.targets()).containsExactly(N, N, N, 33, 2, N);
    }

    @Test
    void documentsOfARowAreNumberedAndRowEndsArePadded() {
        PackedRow both = new PackedRow(List.of(Piece.whole("s", TEXT), Piece.whole("s", CAPTION)));
        PackedRow one = new PackedRow(List.of(Piece.whole("s", TEXT)));
        PackedTokens packed = Packer.pack(List.of(both, one), 16, true);

        assertThat(packed.rows()).isEqualTo(2);
        assertThat(packed.columns()).isEqualTo(9);
        assertThat(packed.layout().documentIds())
                .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, PADDING, PADDING, PADDING, PADDING, PADDING);
        assertThat(packed.layout().positions()).startsWith(0, 1, 2, 3, 0, 1, 2, 3, 4, 0, 1, 2, 3);
        assertThat(packed.targets()).startsWith(11, 12, 2, N, N, N, 21, 2, N, 11, 12, 2, N, N);
        assertThat(packed.layout().images().positions()).containsExactly(5, 6);
        assertThat(Packer.imageKeys(List.of(both, one))).containsExactly("dog");
    }

    @Test
    void withoutTheDocumentMaskARowIsOneSequence() {
        PackedRow both = new PackedRow(List.of(Piece.whole("s", TEXT), Piece.whole("s", TEXT)));
        PackedTokens packed = Packer.pack(List.of(both), 16, false);

        assertThat(packed.layout().documentIds()).containsOnly(0);
        assertThat(packed.layout().positions()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(packed.targets()).containsExactly(11, 12, 2, N, 11, 12, 2, N);
    }

    @Test
    void aSplitDocumentPredictsEveryTokenOnce() {
        PackedTokens packed = Packer.pack(
                List.of(
                        new PackedRow(List.of(new Piece("s", TEXT, 0, 2))),
                        new PackedRow(List.of(new Piece("s", TEXT, 2, 4)))),
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
    void imagesStandBeforeBetweenAndAfterText() {
        Sample sample = new SegmentBuilder()
                .image("a", 2)
                .image("b", 1)
                .text(true, 41)
                .text(false, 42)
                .image("a", 2)
                .text(true, 43)
                .image("c", 1)
                .sample("interleaved");
        PackedTokens packed = Packer.pack(List.of(PackedRow.of("s", sample)), 16, true);

        assertThat(packed.tokenIds()).containsExactly(0, 0, 0, 41, 42, 0, 0, 43, 0);
        assertThat(packed.targets()).containsExactly(N, N, 41, N, N, N, 43, N, N);
        assertThat(packed.layout().images().starts()).containsExactly(0, 2, 5, 8);
        assertThat(packed.layout().images().lengths()).containsExactly(2, 1, 2, 1);
        assertThat(packed.layout().images().tokenIndexes()).containsExactly(0, 1, 0, 0, 1, 0);
        assertThat(packed.layout().positions()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(Packer.imageKeys(List.of(PackedRow.of("s", sample)))).containsExactly("a", "b", "a", "c");
    }

    @Test
    void aStretchThatEndsBeforeAnImageLeavesItToTheNext() {
        Sample sample = new SegmentBuilder()
                .text(false, 1)
                .text(true, 51)
                .image("a", 3)
                .text(true, 52, 53)
                .sample("split");
        PackedRow first = new PackedRow(List.of(new Piece("s", sample, 0, 2)));
        PackedRow second = new PackedRow(List.of(new Piece("s", sample, 2, 6)));
        PackedTokens packed = Packer.pack(List.of(first, second), 4, true);

        assertThat(packed.tokenIds()).containsExactly(1, 51, 0, 0, 0, 0, 0, 52);
        assertThat(packed.targets()).containsExactly(51, N, N, N, N, N, 52, 53);
        assertThat(packed.layout().images().positions()).containsExactly(4, 5, 6);
        assertThat(Packer.imageKeys(List.of(first))).isEmpty();
        assertThat(second.pieces().get(0).numTextTokens()).isEqualTo(1);
        assertThat(second.pieces().get(0).numVisualTokens()).isEqualTo(3);
        assertThat(second.pieces().get(0).numTargets()).isEqualTo(2);
        assertThat(Piece.lastCut(sample, 4)).isEqualTo(2);
    }

    @Test
    void aSampleThatBeginsWithATargetIsRefused() {
        assertThatThrownBy(() -> new SegmentBuilder().text(true, 1).sample("x"))
                .hasMessageContaining("sample x begins with a target");
    }

    @Test
    void imagesAreNeverSplitAndRowsNeverOverflow() {
        assertThatThrownBy(() -> new Piece("s", CAPTION, 0, 2)).hasMessageContaining("cannot be split");
        assertThatThrownBy(() -> Packer.pack(List.of(new PackedRow(List.of(Piece.whole("s", TEXT)))), 3, true))
                .hasMessageContaining("row of 4 tokens")
                .hasMessageContaining("3 columns");
    }
}
