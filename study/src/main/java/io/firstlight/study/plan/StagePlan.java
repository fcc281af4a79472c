package io.firstlight.study.plan;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.file.StudyAxis;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.stage.PrepareData;
import io.firstlight.study.stage.Stage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a study needs done: a graph without cycles in which every stage stands once, however many models share it.
 *
 * @param runs the models, recipe by recipe and seed by seed
 * @param stages inputs before what reads them
 * @param sameAs for every recipe of the study the one it is, which is another where all their stages are equal
 */
public record StagePlan(StudyFile study, List<RecipeRun> runs, List<Stage> stages, Map<Recipe, Recipe> sameAs) {
    public StagePlan {
        runs = List.copyOf(runs);
        stages = List.copyOf(stages);
        sameAs = Map.copyOf(sameAs);
        Map<StageKey, Stage> seen = new HashMap<>();
        for (Stage stage : stages) {
            for (StageKey input : stage.inputs().values()) {
                if (!seen.containsKey(input)) {
                    throw new IllegalArgumentException(
                            "stage '" + stage.label() + "' stands before its input " + input.abbreviated());
                }
            }
            if (seen.put(stage.key(), stage) != null) {
                throw new IllegalArgumentException("stage '" + stage.label() + "' stands twice");
            }
        }
    }

    public Stage stage(StageKey key) {
        return stages.stream()
                .filter(stage -> stage.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the plan has no stage " + key));
    }

    /** How many models need each stage. */
    public Map<StageKey, Integer> usedBy() {
        Map<StageKey, Integer> counts = new LinkedHashMap<>();
        stages.forEach(stage -> counts.put(stage.key(), 0));
        runs.forEach(run -> run.stages().forEach(key -> counts.merge(key, 1, Integer::sum)));
        return counts;
    }

    /** The stage whose result is the data set. */
    public Stage dataStage() {
        return stages.stream()
                .filter(stage -> stage.spec() instanceof PrepareData)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the plan has no data set"));
    }

    /** The recipes in order, each once. */
    public List<Recipe> recipes() {
        return runs.stream().map(RecipeRun::recipe).distinct().toList();
    }

    /** The axes, with each recipe as the one that stands for it. */
    public List<StudyAxis> axes() {
        return study.comparison().axes().stream()
                .map(axis -> new StudyAxis(
                        axis.key(),
                        sameAs.getOrDefault(axis.center(), axis.center()),
                        axis.values().stream().map(sameAs::get).distinct().toList()))
                .toList();
    }
}
