package io.firstlight.study.summary;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.plan.Stage;
import io.firstlight.study.plan.StageKind;
import io.firstlight.study.result.StudyResults.Curve;
import io.firstlight.study.result.StudyResults.TokenAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Learning rates, losses and token accounts along a model's way, on one axis of tokens from its start. */
final class TrainingHistory {
    private static final String CURVES_FILE = "curves.json";
    private static final String TOKENS_FILE = "tokens.json";
    private static final Set<StageKind> TRAINS_DECODER =
            EnumSet.of(StageKind.TEXT_PRETRAINING, StageKind.IMAGE_TEXT_PRETRAINING, StageKind.FINE_TUNING);
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
            // The trunk's segments already count from the trunk's start.
            start = stage.kind() == StageKind.TEXT_PRETRAINING ? 0 : end;
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
                .filter(stage -> TRAINS_DECODER.contains(stage.kind()))
                .toList();
    }
}
