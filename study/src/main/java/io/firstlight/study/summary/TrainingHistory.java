package io.firstlight.study.summary;

import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.result.StudyResults.Curve;
import io.firstlight.study.result.StudyResults.TokenAccount;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.stage.TrainStage;
import io.firstlight.study.training.CurveFile;
import io.firstlight.study.training.NextTokenSettings;
import io.firstlight.study.training.StageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Learning rates, losses and token accounts of a model's stages, on one axis of tokens from its start. */
final class TrainingHistory {
    private final FinishedModels models;

    TrainingHistory(FinishedModels models) {
        this.models = models;
    }

    /**
     * The stages that train the decoder count on; the encoder's and the alignment's units are views, so they are left
     * out.
     */
    List<Curve> curves(RecipeRun run) {
        List<Curve> curves = new ArrayList<>();
        double start = 0;
        double end = 0;
        for (Stage stage : stages(run)) {
            // A segment that goes on in the order of samples counts from the start of its first.
            start = stage.reads(StageRole.SAMPLE_ORDER) ? start : end;
            Optional<Path> file = file(stage, StageFiles.CURVES);
            if (file.isPresent()) {
                CurveFile written = StageFiles.read(file.get(), CurveFile.class);
                for (String kind : List.of("learningRate", "loss")) {
                    List<double[]> points = kind.equals("loss") ? written.loss() : written.learningRate();
                    if (!points.isEmpty()) {
                        double offset = start;
                        double[] tokens = points.stream()
                                .mapToDouble(point -> offset + point[0])
                                .toArray();
                        curves.add(new Curve(
                                stage.label(),
                                kind,
                                tokens,
                                points.stream().mapToDouble(point -> point[1]).toArray()));
                        end = Math.max(end, tokens[tokens.length - 1]);
                    }
                }
            }
        }
        return curves;
    }

    /**
     * The last training loss of the run's trunk, in nats per token; empty where it has none or it is not trained yet.
     */
    OptionalDouble trunkLoss(RecipeRun run) {
        OptionalDouble last = OptionalDouble.empty();
        for (Stage stage : stages(run)) {
            boolean ofTrunk = ((TrainStage) stage.spec()).settings().optimizer().keepsState();
            Optional<Path> file = ofTrunk ? file(stage, StageFiles.CURVES) : Optional.empty();
            if (file.isPresent()) {
                List<double[]> losses =
                        StageFiles.read(file.get(), CurveFile.class).loss();
                last = losses.isEmpty() ? last : OptionalDouble.of(losses.get(losses.size() - 1)[1]);
            }
        }
        return last;
    }

    List<TokenAccount> tokens(RecipeRun run) {
        List<TokenAccount> accounts = new ArrayList<>();
        for (Stage stage : stages(run)) {
            file(stage, StageFiles.TOKENS)
                    .ifPresent(file -> accounts.addAll(List.of(StageFiles.read(file, TokenAccount[].class))));
        }
        return accounts;
    }

    /** A file of a stage's result; empty when the stage is not finished or has no such file. */
    private Optional<Path> file(Stage stage, String name) {
        return models.directory(stage).map(directory -> directory.resolve(name)).filter(Files::isRegularFile);
    }

    private List<Stage> stages(RecipeRun run) {
        return run.stages().stream()
                .map(key -> models.plan().stage(key))
                .filter(TrainingHistory::predictsTokens)
                .toList();
    }

    private static boolean predictsTokens(Stage stage) {
        return stage.spec() instanceof TrainStage training
                && training.settings().objective() instanceof NextTokenSettings;
    }
}
