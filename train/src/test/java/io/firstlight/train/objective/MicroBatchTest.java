package io.firstlight.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.BatchPart;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.data.batch.BatchRecord;
import io.firstlight.data.batch.TrainingBatch;
import io.firstlight.data.ledger.TokenLedger;
import io.firstlight.model.decoder.DecoderPass;
import io.firstlight.model.family.openlm.OpenLmConfig;
import io.firstlight.model.loss.ChunkedCrossEntropy.Targets;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.device.Precision;
import io.firstlight.tensor.device.Recomputation;
import io.firstlight.tensor.parameter.ParameterGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of a batch in parts, and with recomputation, are those of the whole batch. */
class MicroBatchTest {
    private static final int ROWS = 4;
    private static final int COLUMNS = 12;
    private static final int VOCABULARY = 40;
    private static final int FEATURE_WIDTH = 32;

    @BeforeAll
    static void oneThread() {
        Engine.setComputeThreads(1);
    }

    /** Two images in the second row, one in the last; the third row has no target at all. */
    static TrainingBatch batch() {
        int size = ROWS * COLUMNS;
        int[] ids = KeyedRandom.of(2, "ids", 0).ints(size, 1, VOCABULARY).toArray();
        int[] targets =
                KeyedRandom.of(2, "targets", 0).ints(size, 1, VOCABULARY).toArray();
        int[] documents = new int[size];
        int[] positions = new int[size];
        for (int i = 0; i < size; i++) {
            positions[i] = i % COLUMNS;
            if (i / COLUMNS == 2) {
                targets[i] = PackedTokens.NO_TARGET;
            }
        }
        int[] starts = {COLUMNS + 1, COLUMNS + 6, 3 * COLUMNS + 2};
        for (int start : starts) {
            for (int t = 0; t < 4; t++) {
                ids[start + t] = 0;
                targets[start + t] = PackedTokens.NO_TARGET;
            }
        }
        ImageSpans images = new ImageSpans(starts, new int[] {4, 4, 4});
        float[] features = new float[12 * FEATURE_WIDTH];
        KeyedRandom random = KeyedRandom.of(2, "features", 0);
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        return new TrainingBatch(
                new PackedTokens(ROWS, COLUMNS, ids, targets, new PackedTokens.Layout(documents, positions, images)),
                new ImageInputs.Features(images.lengths(), features, FEATURE_WIDTH),
                new BatchRecord(List.of(), TokenLedger.EMPTY, null));
    }

    static VisionLanguageModel model(Placement placement) {
        VisionLanguageModel model = new VisionLanguageModel(
                new VisionLanguageModelConfig(
                        new OpenLmConfig(VOCABULARY, 16, 2, 2, 24), new Vision.Features(FEATURE_WIDTH, 4)),
                11,
                placement);
        model.parameters().trainAll();
        return model;
    }

    private record Result(double loss, Map<String, double[]> gradients) {}

    private static Result run(Placement placement) {
        try (VisionLanguageModel model = model(placement)) {
            Objective.Step step = NextTokenObjective.step(model, batch());
            double loss = 0;
            for (Objective.MicroBatch part : step.microBatches(placement.microBatchRows())) {
                try (TensorScope scope = TensorScope.open()) {
                    loss += part.backward(step.numTargets());
                }
            }
            Map<String, double[]> gradients = new LinkedHashMap<>();
            for (ParameterGroup group : model.parameters().trainableGroups()) {
                gradients.put(group.name(), Tensors.doubles(group.gradients()));
            }
            return new Result(loss, gradients);
        }
    }

    @Test
    void aSinglePartIsTheBatchToTheLastBit() {
        Result whole = run(Placement.CPU);
        Result inOne = run(Placement.CPU.withMicroBatchRows(ROWS));
        assertThat(inOne.loss()).isEqualTo(whole.loss());
        whole.gradients()
                .forEach((name, values) ->
                        assertThat(inOne.gradients().get(name)).as(name).isEqualTo(values));
    }

    @Test
    void theWholeBatchIsOnePassOverAllItsRows() {
        try (VisionLanguageModel model = model(Placement.CPU);
                TensorScope scope = TensorScope.open()) {
            TrainingBatch batch = batch();
            Targets targets = Targets.of(batch.tokens().targets(), PackedTokens.NO_TARGET);
            DecoderPass pass = model.record(batch.tokens(), batch.images());
            double mean = model.head().lossSum(pass.hidden(), targets) / targets.size();
            assertThat(run(Placement.CPU).loss()).isEqualTo(mean);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void partsAddUpToTheBatch(int rows) {
        Result whole = run(Placement.CPU);
        Result parts = run(Placement.CPU.withMicroBatchRows(rows));
        assertThat(parts.loss()).isCloseTo(whole.loss(), within(1e-6));
        assertClose(parts, whole, 1e-6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void inDoublePrecisionPartsAddUpToTwelveDigits(int rows) {
        Placement exact = Placement.CPU.withPrecision(Precision.FLOAT64);
        Result whole = run(exact);
        assertClose(run(exact.withMicroBatchRows(rows)), whole, 1e-12);
        assertClose(run(Placement.CPU), whole, 1e-5);
    }

    @Test
    void recomputedBlocksGiveTheSameGradientsToTheLastBit() {
        Result kept = run(Placement.CPU);
        Result recomputed = run(Placement.CPU.withRecomputation(Recomputation.EVERY_BLOCK));
        assertThat(recomputed.loss()).isEqualTo(kept.loss());
        kept.gradients()
                .forEach((name, values) ->
                        assertThat(recomputed.gradients().get(name)).as(name).isEqualTo(values));
    }

    @Test
    void imagesGoWithTheirRows() {
        List<BatchPart> parts = BatchPart.of(batch().tokens(), batch().images(), 1);
        assertThat(parts).hasSize(ROWS);
        assertThat(parts.get(0).images()).isInstanceOf(ImageInputs.None.class);
        assertThat(parts.get(1).tokens().layout().images().starts()).containsExactly(1, 6);
        ImageInputs.Features all = (ImageInputs.Features) batch().images();
        ImageInputs.Features last = (ImageInputs.Features) parts.get(3).images();
        assertThat(last.values()).hasSize(4 * FEATURE_WIDTH);
        assertThat(last.values()[0]).isEqualTo(all.values()[8 * FEATURE_WIDTH]);
    }

    /** Of each group, against its largest gradient. */
    private static void assertClose(Result found, Result expected, double tolerance) {
        expected.gradients().forEach((name, values) -> {
            double largest = 0;
            double worst = 0;
            for (int i = 0; i < values.length; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
                worst = Math.max(worst, Math.abs(values[i] - found.gradients().get(name)[i]));
            }
            assertThat(largest).as(name).isPositive();
            assertThat(worst / largest).as(name).isLessThan(tolerance);
        });
    }
}
