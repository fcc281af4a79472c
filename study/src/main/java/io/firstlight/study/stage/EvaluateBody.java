package io.firstlight.study.stage;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.data.batch.BatchSettings;
import io.firstlight.data.batch.BatchStream;
import io.firstlight.data.batch.TrainingBatch;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.format.DialogueEncoder;
import io.firstlight.data.format.FormatOptions;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.eval.run.Evaluation;
import io.firstlight.eval.score.PromptEncoder;
import io.firstlight.eval.score.VisionLanguageNextTokens;
import io.firstlight.model.loss.ChunkedCrossEntropy.Targets;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.study.training.StageData;
import io.firstlight.study.training.StageFiles;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every question of the data set, and the loss on held-out text, for one fine-tuned model. */
final class EvaluateBody {
    private static final long SHUFFLE_SEED = 1;
    private static final int VALIDATION_COLUMNS = 128;

    private EvaluateBody() {}

    static void run(Evaluate spec, StageContext context) throws IOException {
        try (StageData data = context.openData();
                VisionLanguageModel model =
                        VisionLanguageModel.load(context.input(StageRole.MODEL), context.placement())) {
            Benchmarks benchmarks = Benchmarks.open(data, spec.sources().benchmarks());
            List<ItemRecord> records = new ArrayList<>();
            for (Benchmarks.Named benchmark : benchmarks.each()) {
                VisualLookup images = benchmark
                        .imageSet()
                        .map(set -> data.images(model.config().vision(), List.of(set)))
                        .orElse(VisualLookup.none());
                Evaluation evaluation = new Evaluation(
                        benchmark.set(),
                        prompts(data.catalog(), data.tokenizer()),
                        images,
                        new Evaluation.ScoringSettings(spec.evaluation().batchTokens(), SHUFFLE_SEED));
                records.addAll(evaluation.run(new VisionLanguageNextTokens(model), context.progress()));
            }
            Evaluation.write(context.outputDirectory(), benchmarks.all(), records);
            AtomicFiles.writeString(
                    context.outputDirectory().resolve(StageFiles.VALIDATION),
                    Json.pretty(Map.of("textLoss", textLoss(data, model, spec))));
            copyFloors(context);
        }
    }

    /** How questions are asked of models of this data set; also by the command that asks one question. */
    static PromptEncoder prompts(Catalog catalog, TextTokenizer tokenizer) {
        return new PromptEncoder(
                new DialogueEncoder(tokenizer, catalog.template()), tokenizer.begin(), tokenizer.end());
    }

    /** The floors that need no language model belong to the encoder's features; a recipe without them has none. */
    private static void copyFloors(StageContext context) throws IOException {
        Path target = context.outputDirectory().resolve(StageFiles.FLOORS);
        if (context.stage().reads(StageRole.FEATURES)) {
            AtomicFiles.write(
                    target, Files.readAllBytes(context.input(StageRole.FEATURES).resolve(StageFiles.FLOORS)));
        } else {
            AtomicFiles.writeString(target, "{}\n");
        }
    }

    /**
     * Mean loss per token of at most as many tokens as the settings say of the validation documents, in nats; NaN for
     * none.
     */
    private static double textLoss(StageData data, VisionLanguageModel model, Evaluate spec) {
        long tokens = spec.evaluation().validationTokens();
        if (tokens == 0) {
            return Double.NaN;
        }
        SampleSource text =
                data.source(spec.sources().validation(), "validation", FormatOptions.NONE, VisualLookup.none());
        BatchStream stream = BatchStream.of(
                new BatchSettings(VALIDATION_COLUMNS, 16 * VALIDATION_COLUMNS, 1, true),
                Mixture.passes(List.of(text), 1),
                VisualLookup.none(),
                0,
                "validation");
        double sum = 0;
        long count = 0;
        for (Optional<TrainingBatch> batch = stream.next();
                batch.isPresent() && count < tokens;
                batch = stream.next()) {
            try (TensorScope scope = TensorScope.open();
                    GradMode mode = GradMode.off()) {
                Targets targets = Targets.of(batch.get().tokens().targets(), PackedTokens.NO_TARGET);
                sum += model.head()
                        .lossSum(
                                model.hiddenStates(
                                        batch.get().tokens(), batch.get().images()),
                                targets);
                count += targets.size();
            }
        }
        return sum / count;
    }
}
