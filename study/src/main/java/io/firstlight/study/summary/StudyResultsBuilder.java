package io.firstlight.study.summary;

import io.firstlight.data.catalog.Catalog;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.item.Split;
import io.firstlight.study.file.Comparison.Objective;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.recommend.AxisEffects;
import io.firstlight.study.recommend.Evidence;
import io.firstlight.study.recommend.Recommender;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.Account;
import io.firstlight.study.result.StudyResults.Aggregates;
import io.firstlight.study.result.StudyResults.Completeness;
import io.firstlight.study.result.StudyResults.Effect;
import io.firstlight.study.result.StudyResults.Findings;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.Recommendation;
import io.firstlight.study.result.StudyResults.SeedResult;
import io.firstlight.study.result.StudyResults.StudyDescription;
import io.firstlight.study.result.StudyResults.StudyScale;
import io.firstlight.study.result.StudyResults.TaskMeasure;
import io.firstlight.study.result.StudyResults.TaskResult;
import io.firstlight.study.result.StudyResults.TaskScore;
import io.firstlight.study.result.StudyResults.TaskStability;
import io.firstlight.study.stage.Benchmarks;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.UserData;
import io.firstlight.study.statistics.Inference;
import io.firstlight.study.statistics.StableTasks;
import io.firstlight.study.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes a study's results from those of its stages that are finished; equal stages give equal results. What an
 * unfinished study has no evidence for is absent, and said to be.
 */
public final class StudyResultsBuilder {
    private final StagePlan plan;
    private final FinishedModels models;
    private final Benchmarks benchmarks;
    private final EvaluationSet set;
    private final ComparedBlock block;
    private final Completeness completeness;
    private final Optional<SplitStatistics> reported;
    private final Optional<SplitStatistics> selection;
    private final Map<String, TaskStability> stability = new LinkedHashMap<>();
    private final List<Integer> branches;

    private StudyResultsBuilder(FinishedModels models, Benchmarks benchmarks) {
        this.plan = models.plan();
        this.models = models;
        this.benchmarks = benchmarks;
        this.set = benchmarks.all();
        this.block = ComparedBlock.of(models);
        this.completeness = Missing.of(models, block);
        AnswerTables tables = new AnswerTables(models, set);
        this.branches = Branches.of(plan, block.recipes());
        this.reported = SplitStatistics.of(tables, block, branches, Split.REPORTED);
        this.selection = SplitStatistics.of(tables, block, branches, Split.SELECTION);
        List<String> listed = plan.study().comparison().objective().stableTasks();
        reported.ifPresent(
                split -> stability.putAll(StableTasks.judge(split.score().table(), listed)));
        selection.ifPresent(
                split -> stability.putAll(StableTasks.judge(split.score().table(), listed)));
    }

    /** The results of what {@code store} has of the plan; complete when it has everything. */
    public static StudyResults build(StagePlan plan, Store store) throws IOException {
        FinishedModels models = new FinishedModels(plan, store);
        Optional<Catalog> data = data(models);
        Benchmarks benchmarks = data.map(catalog ->
                        Benchmarks.of(catalog, plan.study().data().roles().benchmarks()))
                .orElse(new Benchmarks(List.of()));
        return new StudyResultsBuilder(models, benchmarks).build(data);
    }

    /** Empty while the data is not prepared. */
    private static Optional<Catalog> data(FinishedModels models) {
        Stage stage = models.plan().dataStage();
        return models.directory(stage)
                .map(directory -> Catalog.open(UserData.resolve(stage.key(), stage.location(), directory)));
    }

    private StudyResults build(Optional<Catalog> data) throws IOException {
        List<RecipeResult> recipes = recipes();
        Recommendation recommendation = isEnough() ? recommend() : Missing.recommendation(completeness);
        Optional<RecipeResult> best = recipes.stream()
                .filter(recipe -> recipe.id().equals(recommendation.leading()))
                .findFirst();
        List<Effect> effects = reported.map(
                        split -> new AxisEffects(plan.recipes(), block.recipes(), split.score()).of(plan.axes()))
                .orElse(List.of());
        Optional<RecipeRun> sampled = models.evaluated().stream()
                .filter(run -> best.isEmpty() || run.recipe().id().equals(recommendation.leading()))
                .findFirst();
        Account account = new Accounting(models, benchmarks).of(data, sampled);
        return new StudyResults(
                StudyResults.FORMAT_VERSION,
                description(),
                completeness,
                tasks(),
                recipes,
                new Findings(recommendation, effects, caveats(best, account.scale()), method()),
                account);
    }

    private List<String> caveats(Optional<RecipeResult> best, StudyScale scale) {
        Map<String, Interval> gains = plan.recipes().stream()
                .filter(recipe ->
                        best.isPresent() && recipe.id().equals(best.get().id()))
                .findFirst()
                .map(recipe -> ImageUse.of(new AnswerTables(models, set), block, branches, recipe))
                .orElse(Map.of());
        List<String> caveats = new ArrayList<>();
        NumericsMix.of(models.stages()).ifPresent(caveats::add);
        caveats.addAll(Remarks.of(plan, block.seeds().size(), best, gains, scale));
        Optional<SplitStatistics> judged = selection.isPresent() ? selection : reported;
        if (block.seeds().size() > 1
                && plan.study().comparison().objective().stableTasks().isEmpty()) {
            judged.ifPresent(split -> caveats.add("The list of stable tasks depends on the seeds: "
                    + StableTasks.numAlike(split.score().table()) + " of "
                    + split.score().table().tasks().size() + " tasks are on it, or not on it, under every seed alone. "
                    + "Headline numbers and the default objective are over all tasks."));
        }
        return caveats;
    }

    /** What a recomputation needs beside the item records. */
    private Map<String, String> method() {
        Map<String, String> method = new LinkedHashMap<>();
        method.put("level", Double.toString(Recommender.LEVEL));
        method.put("interval", "Student's t, degrees of freedom of Satterthwaite");
        method.put(
                "variance",
                "of seeds (mean squares, moderated for each branch), of clusters of items, of recipes by split");
        method.put("leads", "studentised range over all compared recipes");
        method.put("effects", "Bonferroni over all effects");
        method.put("branches", branches.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        Objective objective = plan.study().comparison().objective();
        method.put("vision weight", Double.toString(objective.visionWeight()));
        method.put("text weight", Double.toString(objective.textWeight()));
        method.put("objective's tasks", objective.tasks());
        return method;
    }

    private StudyDescription description() {
        return new StudyDescription(
                plan.study().identity().name(),
                plan.study().identity().question(),
                plan.study().identity().file(),
                plan.study().comparison().seeds(),
                Disclosures.numTrunks(plan),
                Disclosures.of(plan),
                plan.study().comparison().smoke());
    }

    private List<TaskResult> tasks() {
        return set.tasks().stream()
                .map(task -> new TaskResult(
                        task.name(),
                        task.modality().serializedName(),
                        task.description(),
                        new TaskMeasure(task.scoring().metric().name(), set.chance(task.name(), Split.REPORTED)),
                        stability.getOrDefault(
                                task.name(), new TaskStability(false, "no two models can be compared yet"))))
                .toList();
    }

    private List<RecipeResult> recipes() {
        TaskScores reportedScores = new TaskScores(models, set, block, Split.REPORTED);
        TaskScores selectionScores = new TaskScores(models, set, block, Split.SELECTION);
        TrainingHistory history = new TrainingHistory(models);
        List<RecipeResult> recipes = new ArrayList<>();
        for (Recipe recipe : plan.recipes()) {
            recipes.add(new RecipeResult(
                    recipe.id(),
                    models.runs(recipe).get(0).label(),
                    recipe.valuesByName(),
                    models.runs(recipe).stream()
                            .map(run -> seedResult(run, reportedScores, selectionScores, history))
                            .toList(),
                    reported.filter(split -> block.recipes().contains(recipe))
                            .map(split -> reportedScores.of(recipe, split))
                            .orElse(Map.of()),
                    aggregates(recipe, reported),
                    aggregates(recipe, selection)));
        }
        return recipes;
    }

    private SeedResult seedResult(
            RecipeRun run, TaskScores reportedScores, TaskScores selectionScores, TrainingHistory history) {
        boolean evaluated = models.isEvaluated(run);
        Map<String, TaskScore> tasks = evaluated ? reportedScores.of(run) : Map.of();
        return new SeedResult(
                run.seed(),
                mean(tasks, true),
                mean(tasks, false),
                tasks,
                evaluated ? selectionScores.of(run) : Map.of(),
                history.curves(run),
                history.tokens(run),
                evaluated ? models.answers(run).textLoss() : Double.NaN);
    }

    private double mean(Map<String, TaskScore> tasks, boolean visual) {
        return tasks.entrySet().stream()
                .filter(entry -> set.task(entry.getKey()).isVisual() == visual)
                .mapToDouble(entry -> entry.getValue().centred().estimate())
                .average()
                .orElse(Double.NaN);
    }

    private Aggregates aggregates(Recipe recipe, Optional<SplitStatistics> statistics) {
        int index = block.recipes().indexOf(recipe);
        return index < 0
                ? Aggregates.UNKNOWN
                : statistics
                        .map(split -> split.aggregates(
                                index, task -> stability.get(task.name()).stable()))
                        .orElse(Aggregates.UNKNOWN);
    }

    /**
     * Whether the models that there are can bear a recommendation: at least half of the recipes are evaluated under
     * every seed of the study. A recipe that lacks a model is not recommended, and does not keep others from it.
     */
    private boolean isEnough() {
        return reported.isPresent()
                && block.seeds().size() == plan.study().comparison().seeds().size()
                && 2 * block.recipes().size() >= plan.recipes().size();
    }

    private Recommendation recommend() {
        Inference tested = reported.orElseThrow().score();
        Evidence evidence = new Evidence(
                block.recipes().stream()
                        .map(recipe -> new Evidence.Named(recipe.id(), label(recipe)))
                        .toList(),
                selection.map(SplitStatistics::score).orElse(tested),
                tested,
                set.tasks().stream()
                        .map(EvaluationTask::name)
                        .filter(task -> stability.get(task).stable())
                        .collect(Collectors.toSet()),
                new Evidence.Circumstances(
                        plan.study().comparison().smoke(),
                        plan.recipes().stream()
                                .filter(recipe -> !block.recipes().contains(recipe))
                                .map(this::label)
                                .toList()));
        return new Recommender(evidence, plan.study().comparison().objective()).recommend();
    }

    private String label(Recipe recipe) {
        return models.runs(recipe).get(0).label();
    }
}
