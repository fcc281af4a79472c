package io.firstlight.cli.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.firstlight.core.error.UserException;
import io.firstlight.core.file.StoredJson;
import io.firstlight.core.key.StageKey;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.stage.FinishedModel;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.stage.UserData;
import io.firstlight.study.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The model of the recipe that did best in a study, as {@code recommended.json} beside the report names it for
 * {@code ask}.
 *
 * @param study and budget, for people
 * @param recipe its label
 * @param recommended whether the study recommends the recipe
 * @param stages keys of the data, the model, and the image encoder whose features the model reads, if it does
 * @param data where a data set of the user's own lies, empty for a world's
 */
public record RecommendedModel(
        int formatVersion,
        String study,
        String recipe,
        boolean recommended,
        long seed,
        Map<String, String> stages,
        String data) {
    public static final int FORMAT_VERSION = 3;
    private static final String DATA = "data";
    private static final String MODEL = "model";
    private static final String IMAGE_ENCODER = "image_encoder";
    private static final String FILE = "recommended.json";
    private static final String REMEDY =
            "run ./firstlight study report with its study file, which writes it again, or name another folder with"
                    + " --out";

    /** The first seed's model of the recipe with {@code recipeId}. */
    static RecommendedModel of(StagePlan plan, String recipeId, boolean recommended) {
        RecipeRun run = plan.runs().stream()
                .filter(candidate -> candidate.recipe().id().equals(recipeId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the plan has no recipe " + recipeId));
        Stage evaluation = plan.stage(run.evaluation());
        Map<String, String> stages = new TreeMap<>();
        stages.put(DATA, evaluation.inputs().get(StageRole.DATA).hex());
        stages.put(MODEL, evaluation.inputs().get(StageRole.MODEL).hex());
        if (evaluation.reads(StageRole.FEATURES)) {
            Stage features = plan.stage(evaluation.inputs().get(StageRole.FEATURES));
            stages.put(
                    IMAGE_ENCODER,
                    features.inputs().get(StageRole.IMAGE_ENCODER).hex());
        }
        return new RecommendedModel(
                FORMAT_VERSION,
                plan.study().identity().label(),
                run.label(),
                recommended,
                run.seed(),
                stages,
                plan.dataStage().location());
    }

    void write(Path resultsDirectory) throws IOException {
        StoredJson.writeSealed(resultsDirectory.resolve(FILE), this);
    }

    /** The one of the study that was reported last under {@code out}. */
    public static RecommendedModel last(Path out) {
        try (Stream<Path> folders = Files.isDirectory(out) ? Files.list(out) : Stream.empty()) {
            Path newest = folders.map(folder -> folder.resolve(FILE))
                    .filter(Files::isRegularFile)
                    .max(Comparator.comparing(RecommendedModel::time))
                    .orElseThrow(() -> new UserException("no study was finished under " + out
                            + ", so there is no model to ask; run ./firstlight quickstart first, or "
                            + "name another folder with --out"));
            RecommendedModel model = StoredJson.readSealed(newest, RecommendedModel.class, REMEDY);
            if (model.formatVersion() != FORMAT_VERSION) {
                throw new UserException(newest + " was written by another version of Firstlight (format "
                        + model.formatVersion() + ", this one reads " + FORMAT_VERSION + "); " + REMEDY);
            }
            return model;
        } catch (IOException e) {
            throw new UserException("cannot look for finished studies in " + out + ": " + e.getMessage(), e);
        }
    }

    /**
     * Where its parts lie in {@code store}.
     *
     * @throws UserException if one is no longer there or the data set has changed
     */
    @JsonIgnore
    public FinishedModel.Parts in(Store store) {
        Path dataset = UserData.resolve(
                new StageKey(stages.get(DATA)), data, stage(store, DATA).orElseThrow());
        return new FinishedModel.Parts(dataset, stage(store, MODEL).orElseThrow(), stage(store, IMAGE_ENCODER));
    }

    private Optional<Path> stage(Store store, String part) {
        return Optional.ofNullable(stages.get(part))
                .map(hex -> store.find(new StageKey(hex))
                        .orElseThrow(() -> new UserException("the store " + store.root() + " no longer has the "
                                + part.replace('_', ' ') + " result that the model of study '" + study
                                + "' needs; run the study again, or name its store with --store"))
                        .directory());
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
