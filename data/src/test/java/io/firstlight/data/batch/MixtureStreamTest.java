package io.firstlight.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.data.fixture.BatchReader;
import io.firstlight.data.fixture.ImageNames;
import io.firstlight.data.fixture.ListSource;
import io.firstlight.data.ledger.SampleLedger;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.mixture.MixtureComponent;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.data.mixture.SourceShare;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.source.SampleKind;
import io.firstlight.data.visual.VisualLookup;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MixtureStreamTest {
    private final long seed = Long.getLong("firstlight.testSeed", System.nanoTime());
    private final KeyedRandom random = KeyedRandom.of(seed, "mixture test", 0);

    private record Setup(BatchSettings settings, Mixture mixture, ListSource[] sources) {
        BatchStream stream(long seed) {
            return BatchStream.of(settings, mixture, new ImageNames(sources), seed, "mix");
        }
    }

    /** Text, captions and dialogues of random lengths under random shares. */
    private Setup randomSetup(ShareOf unit, int batchRows) {
        int columns = random.nextInt(40, 200);
        ListSource text = ListSource.random(
                "text",
                SampleKind.TEXT,
                random.nextInt(20, 200),
                new ListSource.Lengths(1, random.nextInt(2, 300), new int[] {0}),
                seed);
        ListSource captions = ListSource.random(
                "captions",
                SampleKind.IMAGE_TEXT,
                random.nextInt(20, 300),
                new ListSource.Lengths(2, random.nextInt(3, columns / 3), new int[] {4, 16}),
                seed + 1);
        ListSource dialogues = ListSource.random(
                "dialogues",
                SampleKind.DIALOGUE,
                random.nextInt(20, 300),
                new ListSource.Lengths(4, random.nextInt(5, columns - 18), new int[] {4, 4, 16}),
                seed + 2);
        double greatest = unit == ShareOf.VISUAL_TOKENS ? 0.1 : 0.45;
        Mixture mixture = Mixture.of(
                text,
                List.of(
                        new MixtureComponent(captions, random.nextDouble(0.01, greatest)),
                        new MixtureComponent(dialogues, random.nextDouble(0.01, greatest))),
                unit);
        long budget = random.nextLong(2000, 30_000);
        return new Setup(new BatchSettings(columns, columns * batchRows, budget, true), mixture, new ListSource[] {
            text, captions, dialogues
        });
    }

    @Test
    void sharesStayWithinOneRowOfThePlanAtEveryMomentAndTheBudgetIsUsedToTheToken() {
        System.out.println("seed " + seed + " (-Dfirstlight.testSeed)");
        for (ShareOf unit : ShareOf.values()) {
            int followed = 0;
            for (int round = 0; round < 30; round++) {
                // One row per batch, so that every row end is looked at.
                Setup setup = randomSetup(unit, 1);
                Optional<BatchStream> feasible = open(setup);
                if (feasible.isEmpty()) {
                    continue;
                }
                followed++;
                BatchStream stream = feasible.get();
                BatchReader reader = new BatchReader(setup.sources);
                long mostSamples = 0;
                for (Optional<TrainingBatch> batch = stream.next(); batch.isPresent(); batch = stream.next()) {
                    reader.read(batch.get());
                    mostSamples =
                            Math.max(mostSamples, batch.get().record().counts().samples());
                    double oneRow = unit == ShareOf.SAMPLES ? mostSamples : setup.settings.columns();
                    for (SourceShare share : stream.shares()) {
                        assertThat(Math.abs(share.deficit()))
                                .as("%s of %s, round %d, seed %d", share, unit, round, seed)
                                .isLessThanOrEqualTo(oneRow + 1e-6);
                    }
                }
                assertThat(stream.tokens().tokens())
                        .isBetween(setup.settings.budgetTokens() - 1, setup.settings.budgetTokens());
            }
            assertThat(followed).as("feasible mixtures of %s", unit).isGreaterThan(5);
        }
    }

    private Optional<BatchStream> open(Setup setup) {
        try {
            return Optional.of(setup.stream(seed));
        } catch (UserException e) {
            assertThat(e).hasMessageContaining("greatest feasible share");
            return Optional.empty();
        }
    }

    @Test
    void aStreamCutAnywhereGoesOnWithTheSameBytes() {
        System.out.println("seed " + seed + " (-Dfirstlight.testSeed)");
        for (int round = 0; round < 20; round++) {
            Setup setup = randomSetup(ShareOf.IMAGE_SAMPLE_TOKENS, random.nextInt(1, 6));
            setup.sources[1].bad().add((long) random.nextInt(20));
            List<TrainingBatch> whole = BatchStreamTest.drain(setup.stream(seed));
            int cut = random.nextInt(whole.size());
            BatchStream before = setup.stream(seed);
            for (int i = 0; i < cut; i++) {
                before.next();
            }
            Cursor cursor = Json.parse(Json.canonical(before.cursor()), Cursor.class);
            assertThat(cursor).isEqualTo(before.cursor());
            BatchStream after = setup.stream(seed);
            after.restore(cursor);

            BatchStreamTest.assertSame(BatchStreamTest.drain(after), whole.subList(cut, whole.size()));
        }
    }

    @Test
    void theCursorOfABatchIsTheOneACheckpointNeedsEvenWhenTheStreamIsAhead() {
        Setup setup = randomSetup(ShareOf.SAMPLES, 2);
        List<TrainingBatch> whole = BatchStreamTest.drain(setup.stream(seed));
        BatchStream after = setup.stream(seed);
        after.restore(whole.get(whole.size() / 2).record().after());

        BatchStreamTest.assertSame(BatchStreamTest.drain(after), whole.subList(whole.size() / 2 + 1, whole.size()));
    }

    @Test
    void twoRunsHaveTheSameSampleLedgerAndAnotherSeedHasAnother() {
        Setup setup = randomSetup(ShareOf.SAMPLES, 2);

        assertThat(ledger(setup.stream(seed)))
                .isEqualTo(ledger(setup.stream(seed)))
                .isNotEqualTo(ledger(setup.stream(seed + 1)));
    }

    private static SampleLedger ledger(BatchStream stream) {
        SampleLedger ledger = SampleLedger.EMPTY;
        for (TrainingBatch batch : BatchStreamTest.drain(stream)) {
            ledger = ledger.plus(batch.record().sampleIds());
        }
        return ledger;
    }

    @Test
    void aVisualShareThatCannotBeReachedNamesTheGreatestThatCan() {
        ListSource text =
                ListSource.random("text", SampleKind.TEXT, 20, new ListSource.Lengths(5, 9, new int[] {0}), 1);
        // 4 visual tokens of 4 + 14 + 2.
        ListSource captions = ListSource.random(
                "captions", SampleKind.IMAGE_TEXT, 20, new ListSource.Lengths(14, 14, new int[] {4}), 1);
        BatchSettings settings = new BatchSettings(40, 40, 4000, true);
        Mixture tooMuch = Mixture.of(text, List.of(new MixtureComponent(captions, 0.25)), ShareOf.VISUAL_TOKENS);
        Mixture justEnough = Mixture.of(text, List.of(new MixtureComponent(captions, 0.199)), ShareOf.VISUAL_TOKENS);

        assertThatThrownBy(() -> BatchStream.of(settings, tooMuch, new ImageNames(captions), 1, "mix"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("share of 0.25")
                .hasMessageContaining("greatest feasible share of this mixture is 0.2000");
        BatchStream stream = BatchStream.of(settings, justEnough, new ImageNames(captions), 1, "mix");
        BatchStreamTest.drain(stream);
        assertThat(stream.tokens().visualShare()).isCloseTo(0.199, within(0.01));
    }

    @Test
    void aShareThatTurnsOutOfReachStopsTheStreamRatherThanDrifting() {
        ListSource text =
                ListSource.random("text", SampleKind.TEXT, 20, new ListSource.Lengths(5, 9, new int[] {0}), 1);
        // Every second sample, which is what the probe of 1,024 sees, is nearly all visual; the others are nearly all
        // text.
        ListSource wordy = ListSource.random(
                "captions", SampleKind.IMAGE_TEXT, 2048, new ListSource.Lengths(30, 30, new int[] {1}), 1);
        ListSource brief = ListSource.random(
                "captions", SampleKind.IMAGE_TEXT, 2048, new ListSource.Lengths(1, 1, new int[] {4}), 1);
        for (int i = 0; i < 2048; i += 2) {
            Sample sample = brief.samples().get(i);
            wordy.samples().set(i, new Sample("b" + i, sample.segments()));
        }
        Mixture mixture = Mixture.of(text, List.of(new MixtureComponent(wordy, 0.5)), ShareOf.VISUAL_TOKENS);
        BatchStream stream =
                BatchStream.of(new BatchSettings(40, 40, 40_000, true), mixture, new ImageNames(wordy), 1, "mix");

        assertThatThrownBy(() -> BatchStreamTest.drain(stream))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("'captions' was planned a share of 0.5 of visual_tokens")
                .hasMessageContaining("cannot reach");
        assertThat(stream.tokens().tokens()).as("it stops early").isLessThan(4000);
    }

    @Test
    void aSourceWithoutImagesCannotHaveAVisualShare() {
        ListSource text =
                ListSource.random("text", SampleKind.TEXT, 20, new ListSource.Lengths(5, 9, new int[] {0}), 1);
        ListSource talk =
                ListSource.random("talk", SampleKind.DIALOGUE, 20, new ListSource.Lengths(5, 9, new int[] {0}), 1);
        Mixture mixture = Mixture.of(text, List.of(new MixtureComponent(talk, 0.1)), ShareOf.VISUAL_TOKENS);

        assertThatThrownBy(() ->
                        BatchStream.of(new BatchSettings(40, 40, 4000, true), mixture, new ImageNames(), 1, "mix"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("'talk' has no visual tokens");
    }

    @Test
    void aCursorOfAnotherSeedMixtureOrDataSetIsRefused() {
        Setup setup = randomSetup(ShareOf.SAMPLES, 2);
        Cursor cursor = setup.stream(seed).cursor();
        ListSource text = setup.sources[0];
        BatchStream textOnly = BatchStream.of(setup.settings, Mixture.textOnly(text), VisualLookup.none(), seed, "mix");
        ListSource shorter =
                new ListSource("text", SampleKind.TEXT, text.samples().subList(0, 5), text.bad());
        BatchStream otherData =
                BatchStream.of(setup.settings, Mixture.textOnly(shorter), VisualLookup.none(), seed, "mix");

        assertThatThrownBy(() -> setup.stream(seed + 1).restore(cursor))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("seed");
        assertThatThrownBy(() -> textOnly.restore(cursor))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("3 sources");
        assertThatThrownBy(() -> otherData.restore(textOnly.cursor()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("of " + text.size() + " samples")
                .hasMessageContaining("of 5");
    }

    @Test
    void mistakesInAMixtureAreNamed() {
        ListSource text =
                ListSource.random("text", SampleKind.TEXT, 20, new ListSource.Lengths(5, 9, new int[] {0}), 1);
        ListSource captions = ListSource.random(
                "captions", SampleKind.IMAGE_TEXT, 20, new ListSource.Lengths(5, 9, new int[] {4}), 1);

        assertThatThrownBy(() -> Mixture.of(text, List.of(new MixtureComponent(captions, 1)), ShareOf.SAMPLES))
                .hasMessageContaining("sum to 1.0");
        assertThatThrownBy(() -> Mixture.of(captions, List.of(), ShareOf.SAMPLES))
                .hasMessageContaining("plain documents");
        assertThatThrownBy(() -> Mixture.passes(List.of(captions, captions), 1))
                .hasMessageContaining("named 'captions'");
        assertThatThrownBy(() -> Mixture.passes(List.of(captions), 0)).hasMessageContaining("0 passes");
        assertThatThrownBy(() -> Mixture.passes(List.of(), 1)).hasMessageContaining("no sources");
        assertThatThrownBy(() -> new BatchSettings(64, 32, 100, true)).hasMessageContaining("smallest batch is 64");
    }
}
