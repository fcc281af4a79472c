package io.firstlight.study.plan;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.file.DataChoice;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.file.RecipeNames;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.stage.PrepareData;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.UserData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Expands a study into its plan: recipes by seeds, every common beginning once. */
public final class Planner {
    private final Function<Path, String> fingerprint;

    /** Knows a user's data set by the bytes of all its files. */
    public Planner() {
        this(UserData::fingerprint);
    }

    /**
     * A planner with another fingerprint of users' data.
     *
     * @param fingerprint maps a data set's directory to a text that changes with any of its bytes
     */
    public Planner(Function<Path, String> fingerprint) {
        this.fingerprint = fingerprint;
    }

    /** The plan of every recipe under every seed. Recipes whose stages are all equal are one. */
    public StagePlan plan(StudyFile study) {
        RecipeNames names = new RecipeNames(study.comparison().defaultRecipe());
        Stage data = dataStage(study.data());
        PlannedStages stages = new PlannedStages();
        Map<StageKey, Recipe> byEvaluation = new LinkedHashMap<>();
        Map<Recipe, Recipe> sameAs = new HashMap<>();
        List<RecipeRun> runs = new ArrayList<>();
        for (Recipe recipe : study.comparison().recipes()) {
            for (long seed : study.comparison().seeds()) {
                List<Stage> chain = new ChainStages(recipe, study.data().roles(), seed, names).from(data);
                StageKey evaluation = chain.get(chain.size() - 1).key();
                Recipe first = byEvaluation.computeIfAbsent(evaluation, key -> recipe);
                sameAs.put(recipe, first);
                if (first.equals(recipe)) {
                    stages.add(chain, names.label(recipe, key -> !key.isOfSection()));
                    runs.add(new RecipeRun(
                            recipe,
                            names.label(recipe),
                            seed,
                            chain.stream().map(Stage::key).toList()));
                }
            }
        }
        return new StagePlan(study, runs, stages.inOrder(), sameAs);
    }

    private Stage dataStage(DataChoice data) {
        if (data instanceof DataChoice.FromWorld world) {
            return Stage.of(
                    PrepareData.NAME,
                    "data: " + world.world(),
                    PrepareData.ofWorld(world.world(), world.version(), world.settings()),
                    Map.of());
        }
        if (data instanceof DataChoice.FromSources sources) {
            return UserData.stage(sources.catalog());
        }
        Path directory = ((DataChoice.FromDirectory) data).directory();
        return UserData.stage(directory, fingerprint.apply(directory));
    }
}
