package io.firstlight.study.summary;

import io.firstlight.data.catalog.Catalog;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.item.Split;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.recommend.AxisEffects;
import io.firstlight.study.recommend.Evidence;
import io.firstlight.study.recommend.Recommender;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.Aggregates;
import io.firstlight.study.result.StudyResults.Completeness;
import io.firstlight.study.result.StudyResults.Effect;
import io.firstlight.study.result.StudyResults.Findings;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.Recommendation;
import io.firstlight.study.result.StudyResults.SeedResult;
import io.firstlight.study.result.StudyResults.StudyDescription;
import io.firstlight.study.result.StudyResults.TaskMeasure;
import io.firstlight.study.result.StudyResults.TaskResult;
import io.firstlight.study.result.StudyResults.TaskScore;
import io.firstlight.study.result.StudyResults.TaskStability;
import io.firstlight.study.stage.Benchmarks;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.UserData;
import io.firstlight.study.statistics.Bootstrap;
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

    private StudyResultsBuilder(FinishedModels models, Benchmarks benchmarks) {
        this.plan = models.plan();
        this.models = models;
        this.benchmarks = benchmarks;
        this.set = benchmarks.all();
        this.block = ComparedBlock.of(models);
        this.completeness = Missing.of(models, block);
        AnswerTables tables = new AnswerTables(models, set);
        this.reported = SplitStatistics.of(tables, block, Split.REPORTED);
        this.selection = SplitStatistics.of(tables, block, Split.SELECTION);
        reported.ifPresent(split -> stability.putAll(StableTasks.judge(split.score())));
        selection.ifPresent(split -> stability.putAll(StableTasks.judge(split.score())));
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
        Recommendation recommendation = completeness.isComplete() ? recommend() : Missing.recommendation(completeness);
        Optional<RecipeResult> best = recipes.stream()
                .filter(recipe -> recipe.id().equals(recommendation.recipe()))
                .findFirst();
        List<Effect> effects = reported.map(
                        split -> new AxisEffects(plan.recipes(), block.recipes(), split.score()).of(plan.axes()))
                .orElse(List.of());
        Optional<RecipeRun> sampled = models.evaluated().stream()
                .filter(run -> !recommendation.isMade() || run.recipe().id().equals(recommendation.recipe()))
                .findFirst();
        List<String> caveats = new ArrayList<>();
        NumericsMix.of(models.stages()).ifPresent(caveats::add);
        caveats.addAll(Remarks.caveats(plan, block.seeds().size(), best));
        return new StudyResults(
                StudyResults.FORMAT_VERSION,
                description(),
                completeness,
                tasks(),
                recipes,
                new Findings(recommendation, effects, List.copyOf(caveats)),
                new Accounting(models, benchmarks).of(data, sampled));
    }

    private StudyDescription description() {
        return new StudyDescription(
                plan.study().identity().name(),
                plan.study().identity().question(),
                plan.study().identity().file(),
                plan.study().comparison().seeds(),
                Remarks.numTrunks(plan),
                Remarks.disclosures(plan));
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

    /** Of a complete study. */
    private Recommendation recommend() {
        Bootstrap tested = reported.orElseThrow().score();
        Evidence evidence = new Evidence(
                plan.recipes().stream()
                        .map(recipe -> new Evidence.Named(
                                recipe.id(), models.runs(recipe).get(0).label()))
                        .toList(),
                selection.map(SplitStatistics::score).orElse(tested),
                tested,
                set.tasks().stream()
                        .map(EvaluationTask::name)
                        .filter(task -> stability.get(task).stable())
                        .collect(Collectors.toSet()));
        return new Recommender(evidence, plan.study().comparison().objective()).recommend();
    }
}
