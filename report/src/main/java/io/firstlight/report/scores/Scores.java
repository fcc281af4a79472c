package io.firstlight.report.scores;

import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.ModalityMeans;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.SeedResult;
import io.firstlight.study.result.StudyResults.TaskResult;
import io.firstlight.study.result.StudyResults.TaskScore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The results of one study, asked for. Thread-safe; consumes no randomness: every number is read or averaged. */
public final class Scores {
    private final StudyResults results;
    private final Map<String, RecipeResult> recipes = new LinkedHashMap<>();

    public Scores(StudyResults results) {
        this.results = results;
        results.recipes().forEach(recipe -> recipes.put(recipe.id(), recipe));
    }

    public StudyResults results() {
        return results;
    }

    public Optional<RecipeResult> recipe(String id) {
        return Optional.ofNullable(recipes.get(id));
    }

    /** The label of a recipe, or the id itself where no recipe has it. */
    public String label(String id) {
        return recipe(id).map(RecipeResult::label).orElse(id);
    }

    public Optional<RecipeResult> recommended() {
        return recipe(results.findings().recommendation().recipe());
    }

    public boolean isRecommended(RecipeResult recipe) {
        return recipe.id().equals(results.findings().recommendation().recipe());
    }

    /** The recipe that did best on the items that choose, recommended or not; empty while none can be compared. */
    public Optional<RecipeResult> leading() {
        return recipe(results.findings().recommendation().leading());
    }

    /** What {@link #leading} is called at the beginning of a sentence. */
    public String leadingInWords() {
        return recommended().isPresent() ? "The recommended recipe" : "The recipe that did best";
    }

    private boolean isLeading(RecipeResult recipe) {
        return recipe.id().equals(results.findings().recommendation().leading());
    }

    /** The recipes, the one that did best first, the others in the study's order. */
    public List<RecipeResult> leadingFirst() {
        return results.recipes().stream()
                .sorted((a, b) -> Boolean.compare(isLeading(b), isLeading(a)))
                .toList();
    }

    /** The recipes by the study's objective on the reported items, the highest first; those without a score last. */
    public List<RecipeResult> byObjective() {
        Map<String, Double> behind = new HashMap<>();
        results.findings()
                .recommendation()
                .leads()
                .forEach(lead -> behind.put(lead.over(), lead.difference().estimate()));
        behind.put(results.findings().recommendation().leading(), 0.0);
        return results.recipes().stream()
                .sorted(Comparator.comparingDouble(
                        recipe -> behind.getOrDefault(recipe.id(), Double.POSITIVE_INFINITY)))
                .toList();
    }

    public List<TaskResult> tasks(Modality modality, TaskSet set) {
        return results.tasks().stream()
                .filter(task -> task.modality().equals(modality.serializedName()))
                .filter(task -> set == TaskSet.ALL || task.stable())
                .toList();
    }

    /** The mean centred score of a recipe; {@link Interval#UNKNOWN} where the set has no task. */
    public Interval mean(RecipeResult recipe, Modality modality, TaskSet set) {
        if (tasks(modality, set).isEmpty()) {
            return Interval.UNKNOWN;
        }
        return of(
                switch (set) {
                    case STABLE -> recipe.aggregates().stable();
                    case ALL -> recipe.aggregates().all();
                },
                modality);
    }

    /** The mean over all tasks of the centred probability of the right answer. */
    public Interval probability(RecipeResult recipe, Modality modality) {
        return of(recipe.aggregates().probability(), modality);
    }

    private static Interval of(ModalityMeans means, Modality modality) {
        return modality == Modality.VISION ? means.vision() : means.text();
    }

    /** The seeds of a recipe under which it is evaluated. */
    public List<SeedResult> evaluatedSeeds(RecipeResult recipe) {
        return recipe.seeds().stream().filter(seed -> !seed.tasks().isEmpty()).toList();
    }

    /** How many seeds a recipe is evaluated under, and of how many where some are missing: "1 of 3 seeds". */
    public String seedsInWords(RecipeResult recipe) {
        int evaluated = evaluatedSeeds(recipe).size();
        int planned = recipe.seeds().size();
        return (evaluated == planned ? "" : evaluated + " of ") + planned + (planned == 1 ? " seed" : " seeds");
    }

    /** The mean centred score of one seed; NaN where a task of the set has no score. */
    public double seedMean(SeedResult seed, Modality modality, TaskSet set) {
        if (set == TaskSet.ALL) {
            return modality == Modality.VISION ? seed.visionAll() : seed.textAll();
        }
        return average(modality, set, task -> {
            TaskScore score = seed.tasks().get(task.name());
            return score == null ? Double.NaN : score.centred().estimate();
        });
    }

    /** The mean of a floor, centred as the scores are; NaN where a task of the set has no such floor. */
    public double meanFloor(RecipeResult recipe, Modality modality, TaskSet set, Floor floor) {
        return average(modality, set, task -> {
            TaskScore score = recipe.tasks().get(task.name());
            Double value = score == null ? null : score.floors().get(floor.key());
            return value == null ? Double.NaN : (value - task.chance()) / (1 - task.chance());
        });
    }

    private double average(Modality modality, TaskSet set, ToDoubleFunction<TaskResult> value) {
        return tasks(modality, set).stream().mapToDouble(value).average().orElse(Double.NaN);
    }
}
