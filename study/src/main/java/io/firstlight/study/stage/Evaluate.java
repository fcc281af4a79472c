package io.firstlight.study.stage;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.firstlight.core.error.UserException;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.run.Evaluation;
import io.firstlight.eval.run.EvaluationCheck;
import io.firstlight.eval.score.PromptEncoder;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.settings.EvaluationSettings;
import io.firstlight.study.settings.ModelShape;
import io.firstlight.study.training.DataChecks;
import io.firstlight.study.training.DataNeed;
import io.firstlight.study.training.StageData;
import io.firstlight.study.training.StageFiles;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.ModelWork;
import io.firstlight.study.work.Operations;
import io.firstlight.study.work.StageWork;
import io.firstlight.study.work.Work;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Asks a finished model every question of the data set, and measures its loss on held-out text.
 *
 * @param sources the questions and the held-out text, by their names in the catalog
 * @param shape of the model that is the input
 * @param visualTokens where it takes its visual tokens from
 */
@JsonTypeName("evaluate")
public record Evaluate(
        EvaluationSettings evaluation, Sources sources, ModelShape shape, ImageEncoderChoice visualTokens)
        implements StageSpec {
    /** What a study calls it. */
    public static final String NAME = "evaluation";

    private static final int BYTES_AN_ANSWER = 200;

    /**
     * What a model is evaluated on.
     *
     * @param benchmarks by name, in the order of reports
     * @param validation held-out documents
     */
    public record Sources(@KeyOfBenchmarks List<String> benchmarks, String validation) {
        public Sources {
            benchmarks = List.copyOf(benchmarks);
        }
    }

    /** Every item is well formed, can be asked, and has an image that can be read. */
    private record BenchmarksNeed(Sources sources, boolean validationText) implements DataNeed {
        @Override
        public void require(StageData data, DataChecks checks) {
            if (validationText) {
                data.requireDocuments(sources.validation(), ", or set evaluation.validation_tokens to 0");
            }
            PromptEncoder prompts = EvaluateBody.prompts(data.catalog(), data.tokenizer());
            for (Benchmarks.Named benchmark :
                    Benchmarks.open(data, sources.benchmarks()).each()) {
                EvaluationCheck found = EvaluationCheck.of(benchmark.set(), prompts);
                found.faults().stream().findFirst().ifPresent(fault -> {
                    throw new UserException(fault.place(
                                    data.catalog().benchmark(benchmark.name()).tasks()) + ": " + fault.reason()
                            + (found.faults().size() == 1
                                    ? ""
                                    : "; " + (found.faults().size() - 1) + " more, see: firstlight data verify"));
                });
                found.notes().forEach(checks::note);
                benchmark
                        .imageSet()
                        .ifPresent(images -> checks.requireImages(
                                data.archive(images),
                                images,
                                benchmark.set().items().stream()
                                        .filter(EvaluationItem::hasImage)
                                        .map(EvaluationItem::image)
                                        .toList()));
            }
        }
    }

    @Override
    public InputRoles inputRoles() {
        return new InputRoles(Set.of(StageRole.DATA, StageRole.MODEL), Set.of(StageRole.FEATURES));
    }

    @Override
    public List<DataNeed> dataNeeds() {
        return List.of(new BenchmarksNeed(sources, evaluation.validationTokens() > 0));
    }

    @Override
    public boolean computesTensors() {
        return true;
    }

    @Override
    public StageWork work(DataFacts facts) {
        DataFacts.Evaluation items = facts.evaluation(sources.benchmarks());
        ModelWork model = new ModelWork(shape, visualTokens, facts);
        double visual =
                items.rows() * Operations.visualTokens(shape.imageEncoder().config(), items.meanSquares());
        double tokens = items.rows() * items.meanTextTokens() + visual + evaluation.validationTokens();
        int columns = (int) Math.ceil(tokens / Math.max(1, items.rows()));
        double flops = tokens * Operations.decoderPerToken(model.config(), columns)
                + (items.rows() + evaluation.validationTokens()) * model.headPerToken()
                + visual * model.trainingPerVisualToken() / Operations.TRAINING;
        return new StageWork(
                new Work(Math.round(tokens), flops, shape.decoder() + " " + visualTokens),
                ModelWork.BASE_BYTES + model.decoderParameters() * ModelWork.WEIGHT_BYTES,
                items.rows() * BYTES_AN_ANSWER);
    }

    @Override
    public double matrixProductShare() {
        return 0.75;
    }

    @Override
    public boolean isOutput(String path) {
        return Set.of(Evaluation.ITEMS_FILE, Evaluation.METRICS_FILE, StageFiles.VALIDATION, StageFiles.FLOORS)
                .contains(path);
    }

    @Override
    public boolean isReported(String path) {
        return true;
    }

    @Override
    public void run(StageContext context) throws IOException {
        EvaluateBody.run(this, context);
    }
}
