package io.firstlight.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.data.fixture.BatchReader;
import io.firstlight.data.fixture.ImageNames;
import io.firstlight.data.fixture.ListSource;
import io.firstlight.data.ledger.TokenLedger;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.sample.QuarantinedSample;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.source.SampleKind;
import io.firstlight.data.visual.VisualLookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchStreamTest {
    private static final ListSource.Lengths DOCUMENTS = new ListSource.Lengths(1, 90, new int[] {0});
    private static final ListSource.Lengths IMAGES = new ListSource.Lengths(2, 14, new int[] {4, 16});

    static List<TrainingBatch> drain(BatchStream stream) {
        List<TrainingBatch> batches = new ArrayList<>();
        for (Optional<TrainingBatch> batch = stream.next(); batch.isPresent(); batch = stream.next()) {
            batches.add(batch.get());
        }
        return batches;
    }

    private static BatchStream text(ListSource source, long budget) {
        return BatchStream.of(
                new BatchSettings(32, 128, budget, true), Mixture.textOnly(source), VisualLookup.none(), 5, "trunk");
    }

    @Test
    void onePassOverTextHoldsEveryTokenOnceAndPredictsEveryTargetOnce() {
        ListSource source = ListSource.random("text", SampleKind.TEXT, 200, DOCUMENTS, 1);
        BatchReader reader = new BatchReader(source);
        BatchStream stream = BatchStream.of(
                new BatchSettings(32, 128, 1, true), Mixture.passes(List.of(source), 1), VisualLookup.none(), 5, "v");
        drain(stream).forEach(reader::read);

        source.samples().forEach(sample -> {
            assertThat(reader.seen.get("text:" + sample.id())).containsOnly(1);
            int[] once = new int[sample.length()];
            Arrays.fill(once, 1, once.length, 1);
            assertThat(reader.predicted.get("text:" + sample.id())).isEqualTo(once);
        });
        assertThat(stream.tokens().tokens()).isEqualTo(stream.plannedTokens());
        assertThat(stream.tokens().samples()).isEqualTo(200);
        assertThat(stream.tokens().targetTokens()).isEqualTo(stream.plannedTokens() - 200);
    }

    @Test
    void everyPassOverDialoguesAndCaptionsGivesEverySampleWhole() {
        ListSource images = ListSource.random("images", SampleKind.IMAGE_TEXT, 150, IMAGES, 2);
        ListSource dialogues = ListSource.random(
                "dialogues", SampleKind.DIALOGUE, 90, new ListSource.Lengths(5, 30, new int[] {0, 4}), 3);
        BatchReader reader = new BatchReader(images, dialogues);
        BatchStream stream = BatchStream.of(
                new BatchSettings(64, 256, 1, true),
                Mixture.passes(List.of(images, dialogues), 3),
                new ImageNames(images, dialogues),
                5,
                "finetune");
        drain(stream).forEach(reader::read);

        reader.seen.values().forEach(counts -> assertThat(counts).containsOnly(3));
        assertThat(stream.tokens().tokens()).isEqualTo(stream.plannedTokens());
        assertThat(stream.tokens().sources().get("images").samples()).isEqualTo(450);
        assertThat(stream.tokens().sources().get("dialogues").samples()).isEqualTo(270);
    }

    @Test
    void imagesMayStandAnywhereInASampleAndAnyNumberOfThem() {
        long seed = System.nanoTime();
        System.out.println("BatchStreamTest seed " + seed);
        ListSource interleaved = ListSource.interleaved("web", SampleKind.DIALOGUE, 120, 6, seed);
        BatchReader reader = new BatchReader(interleaved);
        BatchStream stream = BatchStream.of(
                new BatchSettings(64, 256, 1, true),
                Mixture.passes(List.of(interleaved), 2),
                new ImageNames(interleaved),
                5,
                "finetune");
        drain(stream).forEach(reader::read);

        reader.seen.values().forEach(counts -> assertThat(counts).containsOnly(2));
        assertThat(stream.tokens().visualTokens())
                .isEqualTo(2L
                        * interleaved.samples().stream()
                                .mapToInt(Sample::numVisualTokens)
                                .sum());
    }

    @Test
    void aDocumentWithImagesIsSplitBesideThemNeverWithin() {
        ListSource interleaved = ListSource.interleaved("web", SampleKind.TEXT, 120, 12, 3);
        BatchReader reader = new BatchReader(interleaved);
        BatchStream stream = BatchStream.of(
                new BatchSettings(16, 64, 1, true),
                Mixture.passes(List.of(interleaved), 1),
                new ImageNames(interleaved),
                5,
                "trunk");
        List<TrainingBatch> batches = drain(stream);
        batches.forEach(reader::read);

        reader.seen.values().forEach(counts -> assertThat(counts).containsOnly(1));
        assertThat(batches.stream().flatMap(batch -> batch.record().sampleIds().stream()))
                .anyMatch(id -> id.contains("@"));
        interleaved
                .samples()
                .forEach(sample -> assertThat(Arrays.stream(reader.predicted.get("web:" + sample.id()))
                                .sum())
                        .isEqualTo(sample.numTargets()));
    }

    @Test
    void textUsesItsBudgetToTheTokenWhateverItIs() {
        ListSource source = ListSource.random("text", SampleKind.TEXT, 50, DOCUMENTS, 1);
        for (long budget = 2; budget < 700; budget += 7) {
            BatchStream stream = text(source, budget);
            drain(stream);
            // One token less where only a document's last token, which predicts nothing, was left of a batch of its
            // own.
            assertThat(stream.tokens().tokens()).isBetween(budget - 1, budget);
        }
    }

    @Test
    void textAloneHasNoPaddingBeforeItsLastRowAndNoImageInputs() {
        List<TrainingBatch> batches =
                drain(text(ListSource.random("text", SampleKind.TEXT, 50, DOCUMENTS, 1), 32 * 100));

        assertThat(batches).allSatisfy(batch -> {
            assertThat(batch.images()).isInstanceOf(ImageInputs.None.class);
            assertThat(batch.record().counts().paddingTokens()).isZero();
            assertThat(batch.tokens().rows() * batch.tokens().columns()).isEqualTo(128);
            assertThat(batch.record().counts().targetTokens())
                    .isEqualTo(batch.tokens().numTargets());
        });
        assertThat(batches).hasSize(25);
    }

    @Test
    void segmentsOfATrunkSeeTheBatchesOfOneLongRun() {
        ListSource source = ListSource.random("text", SampleKind.TEXT, 60, DOCUMENTS, 1);
        List<TrainingBatch> whole = drain(text(source, 128 * 50));
        List<TrainingBatch> segments = new ArrayList<>();
        Optional<Cursor> cursor = Optional.empty();
        for (long end : new long[] {128 * 10, 128 * 40, 128 * 50}) {
            BatchStream stream = text(source, end);
            cursor.ifPresent(stream::restore);
            segments.addAll(drain(stream));
            assertThat(stream.tokens().tokens()).isEqualTo(end);
            cursor = Optional.of(stream.cursor());
        }
        assertSame(segments, whole);
        assertThat(cursor.orElseThrow()).isEqualTo(whole.get(49).record().after());
    }

    @Test
    void aSegmentThatEndsWithinARowKeepsTheOrderOfTokens() {
        ListSource source = ListSource.random("text", SampleKind.TEXT, 60, DOCUMENTS, 1);
        BatchStream first = text(source, 1003);
        List<TrainingBatch> parts = new ArrayList<>(drain(first));
        BatchStream second = text(source, 3000);
        second.restore(first.cursor());
        parts.addAll(drain(second));

        assertThat(tokens(parts)).isEqualTo(tokens(drain(text(source, 3000))));
    }

    private static List<Integer> tokens(List<TrainingBatch> batches) {
        List<Integer> tokens = new ArrayList<>();
        for (TrainingBatch batch : batches) {
            for (int i = 0; i < batch.tokens().tokenIds().length; i++) {
                if (batch.tokens().layout().documentIds()[i] >= 0) {
                    tokens.add(batch.tokens().tokenIds()[i]);
                }
            }
        }
        return tokens;
    }

    static void assertSame(List<TrainingBatch> actual, List<TrainingBatch> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).record())
                    .as("record of batch %d", i)
                    .isEqualTo(expected.get(i).record());
            assertThat(numbers(actual.get(i))).as("arrays of batch %d", i).isDeepEqualTo(numbers(expected.get(i)));
            assertThat(features(actual.get(i))).as("features of batch %d", i).isEqualTo(features(expected.get(i)));
        }
    }

    private static int[][] numbers(TrainingBatch batch) {
        PackedTokens tokens = batch.tokens();
        return new int[][] {
            {tokens.rows(), tokens.columns()},
            tokens.tokenIds(),
            tokens.targets(),
            tokens.layout().documentIds(),
            tokens.layout().positions(),
            tokens.layout().images().positions()
        };
    }

    private static float[] features(TrainingBatch batch) {
        return batch.images() instanceof ImageInputs.Features features ? features.values() : new float[0];
    }

    @Test
    void ordersDependOnSeedAndPurposeAndEveryPassHasItsOwn() {
        ListSource source =
                ListSource.random("text", SampleKind.TEXT, 60, new ListSource.Lengths(6, 6, new int[] {0}), 1);
        BatchSettings settings = new BatchSettings(8, 8 * 60, 8 * 60 * 2, true);
        Mixture mixture = Mixture.textOnly(source);
        List<TrainingBatch> passes = drain(BatchStream.of(settings, mixture, VisualLookup.none(), 1, "trunk"));
        List<String> first = passes.get(0).record().sampleIds();

        assertThat(passes.get(1).record().sampleIds())
                .containsExactlyInAnyOrderElementsOf(first)
                .isNotEqualTo(first);
        assertThat(BatchStream.of(settings, mixture, VisualLookup.none(), 2, "trunk")
                        .next()
                        .orElseThrow()
                        .record()
                        .sampleIds())
                .isNotEqualTo(first);
        assertThat(BatchStream.of(settings, mixture, VisualLookup.none(), 1, "other")
                        .next()
                        .orElseThrow()
                        .record()
                        .sampleIds())
                .isNotEqualTo(first);
    }

    @Test
    void badSamplesAreCountedNamedAndReplaced() {
        ListSource source = ListSource.random("images", SampleKind.IMAGE_TEXT, 400, IMAGES, 2);
        source.bad().addAll(List.of(3L, 77L, 200L));
        BatchReader reader = new BatchReader(source);
        BatchStream stream = BatchStream.of(
                new BatchSettings(64, 256, 1, true),
                Mixture.passes(List.of(source), 2),
                new ImageNames(source),
                5,
                "x");
        drain(stream).forEach(reader::read);

        assertThat(stream.quarantined()).extracting(QuarantinedSample::index).containsExactlyInAnyOrder(3L, 77L, 200L);
        assertThat(stream.quarantined())
                .allSatisfy(sample -> assertThat(sample.place()).isEqualTo("list images, entry " + sample.index()));
        assertThat(stream.tokens().samples()).isEqualTo(2 * 397);
        assertThat(stream.tokens().tokens()).isEqualTo(stream.plannedTokens());
        assertThat(reader.seen.get("images:s3")).containsOnly(0);
        assertThat(reader.seen.get("images:s4")).containsOnly(2);
    }

    @Test
    void tooManyBadSamplesStopTheStreamAndSayWhich() {
        ListSource source = ListSource.random("images", SampleKind.IMAGE_TEXT, 400, IMAGES, 2);
        source.bad().addAll(List.of(1L, 2L, 3L, 4L, 5L));
        BatchStream stream = BatchStream.of(
                new BatchSettings(64, 256, 1, true),
                Mixture.passes(List.of(source), 1),
                new ImageNames(source),
                5,
                "x");

        assertThatThrownBy(() -> drain(stream))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("'images' has 5 bad samples of 400")
                .hasMessageContaining("list images, entry");
    }

    @Test
    void aSampleLongerThanARowIsBadAndSoIsOneWithoutTargets() {
        ListSource source = ListSource.random("images", SampleKind.IMAGE_TEXT, 400, IMAGES, 2);
        ListSource large =
                ListSource.random("large", SampleKind.IMAGE_TEXT, 1, new ListSource.Lengths(60, 60, new int[] {16}), 2);
        source.samples().set(9, large.samples().get(0));
        source.samples().set(10, new SegmentBuilder().text(false, 1, 2).sample("mute"));
        BatchStream stream = BatchStream.of(
                new BatchSettings(64, 256, 1, true),
                Mixture.passes(List.of(source), 1),
                new ImageNames(source),
                5,
                "x");
        drain(stream);

        assertThat(stream.quarantined())
                .extracting(QuarantinedSample::reason)
                .hasSize(2)
                .anyMatch(reason -> reason.contains("78 tokens, 16 of them visual; a row holds 64"))
                .anyMatch(reason -> reason.contains("no token to predict"));
    }

    @Test
    void imagesPackWithLessThanATenthOfPadding() {
        ListSource source = ListSource.random("images", SampleKind.IMAGE_TEXT, 2000, IMAGES, 2);
        BatchStream stream = BatchStream.of(
                new BatchSettings(64, 512, 1, true),
                Mixture.passes(List.of(source), 1),
                new ImageNames(source),
                5,
                "x");
        drain(stream);
        assertThat(stream.tokens().paddingShare()).isLessThan(0.10);

        ListSource wide = ListSource.random(
                "wide", SampleKind.IMAGE_TEXT, 2000, new ListSource.Lengths(10, 40, new int[] {4, 16}), 2);
        BatchStream wideStream = BatchStream.of(
                new BatchSettings(128, 512, 1, true), Mixture.passes(List.of(wide), 1), new ImageNames(wide), 5, "x");
        drain(wideStream);
        assertThat(wideStream.tokens().paddingShare()).isLessThan(0.10);
    }

    @Test
    void columnsShrinkToTheLongestRow() {
        ListSource source =
                ListSource.random("images", SampleKind.IMAGE_TEXT, 2, new ListSource.Lengths(4, 4, new int[] {4}), 2);
        BatchStream stream = BatchStream.of(
                new BatchSettings(64, 256, 1, true),
                Mixture.passes(List.of(source), 1),
                new ImageNames(source),
                5,
                "x");
        TrainingBatch batch = stream.next().orElseThrow();

        assertThat(batch.tokens().rows()).isEqualTo(1);
        assertThat(batch.tokens().columns()).isEqualTo(20);
        assertThat(batch.record().counts().paddingTokens()).isZero();
    }

    @Test
    void batchRecordsAddUpToTheLedgerOfTheStream() {
        ListSource source = ListSource.random("text", SampleKind.TEXT, 50, DOCUMENTS, 1);
        BatchStream stream = text(source, 3000);
        TokenLedger before = TokenLedger.EMPTY;
        for (TrainingBatch batch : drain(stream)) {
            TokenLedger after = batch.record().after().tokens();
            assertThat(after.minus(before)).isEqualTo(batch.record().counts());
            before = after;
        }
        assertThat(before).isEqualTo(stream.tokens());
    }
}
