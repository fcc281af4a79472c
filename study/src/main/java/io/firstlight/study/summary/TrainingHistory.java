package io.firstlight.study.summary;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.result.StudyResults.Curve;
import io.firstlight.study.result.StudyResults.TokenAccount;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.stage.TrainStage;
import io.firstlight.study.training.NextTokenSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Learning rates, losses and token accounts along a model's way, on one axis of tokens from its start. */
final class TrainingHistory {
    private static final String CURVES_FILE = "curves.json";
    private static final String TOKENS_FILE = "tokens.json";
    private final FinishedRuns runs;

    TrainingHistory(FinishedRuns runs) {
        this.runs = runs;
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
            Path file = runs.directory(stage).resolve(CURVES_FILE);
            if (Files.isRegularFile(file)) {
                JsonNode tree = Json.read(file, JsonNode.class);
                for (String kind : List.of("learningRate", "loss")) {
                    double[][] points = Json.mapper().convertValue(tree.path(kind), double[][].class);
                    if (points != null && points.length > 0) {
                        double offset = start;
                        double[] tokens = Arrays.stream(points)
                                .mapToDouble(point -> offset + point[0])
                                .toArray();
                        curves.add(new Curve(
                                stage.label(),
                                kind,
                                tokens,
                                Arrays.stream(points)
                                        .mapToDouble(point -> point[1])
                                        .toArray()));
                        end = Math.max(end, tokens[tokens.length - 1]);
                    }
                }
            }
        }
        return curves;
    }

    List<TokenAccount> tokens(RecipeRun run) {
        List<TokenAccount> accounts = new ArrayList<>();
        for (Stage stage : stages(run)) {
            Path file = runs.directory(stage).resolve(TOKENS_FILE);
            if (Files.isRegularFile(file)) {
                accounts.addAll(List.of(Json.read(file, TokenAccount[].class)));
            }
        }
        return accounts;
    }

    private List<Stage> stages(RecipeRun run) {
        return run.stages().stream()
                .map(key -> runs.plan().stage(key))
                .filter(TrainingHistory::predictsTokens)
                .toList();
    }

    private static boolean predictsTokens(Stage stage) {
        return stage.spec() instanceof TrainStage training
                && training.settings().objective() instanceof NextTokenSettings;
    }
}
