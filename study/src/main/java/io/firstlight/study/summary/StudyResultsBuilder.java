package io.firstlight.study.summary;

import io.firstlight.core.key.StageKey;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.task.EvaluationSet;
import io.firstlight.study.file.Comparison;
import io.firstlight.study.file.DataRoles;
import io.firstlight.study.machine.Environment;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.recipe.Recipe;
import io.firstlight.study.recipe.RecipeNames;
import io.firstlight.study.recommend.AxisEffects;
import io.firstlight.study.recommend.Evidence;
import io.firstlight.study.recommend.Recommender;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.Account;
import io.firstlight.study.result.StudyResults.Aggregates;
import io.firstlight.study.result.StudyResults.Findings;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.Recommendation;
import io.firstlight.study.result.StudyResults.SeedResult;
import io.firstlight.study.result.StudyResults.StageCost;
import io.firstlight.study.result.StudyResults.StudyDescription;
import io.firstlight.study.result.StudyResults.TaskResult;
import io.firstlight.study.result.StudyResults.TaskScore;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.UserData;
import io.firstlight.study.statistics.Bootstrap;
import io.firstlight.study.statistics.Contrast;
import io.firstlight.study.statistics.Estimate;
import io.firstlight.study.statistics.ScoreTable;
import io.firstlight.study.statistics.StableTasks;
import io.firstlight.study.statistics.StableTasks.Verdict;
import io.firstlight.study.store.FinishedStage;
import io.firstlight.study.store.Store;
import io.firstlight.study.training.StageData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes a study's results from its finished stages; equal stages give equal results. */
public final class StudyResultsBuilder {
    private static final long BOOTSTRAP_SEED = 2503_07603;
    private static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN, Double.NaN);
    private final StagePlan plan;
    private final FinishedRuns runs;
    private final EvaluationSet set;
    private final Catalog data;
    private final Bootstrap reported;
    private final Bootstrap selection;
    private final Map<String, Verdict> verdicts;

    private StudyResultsBuilder(StagePlan plan, FinishedRuns runs, Catalog data) {
        this.plan = plan;
        this.runs = runs;
        this.data = data;
        this.set = StageData.benchmark(data, DataRoles.DEFAULT.benchmark(), key -> true);
        AnswerTables tables = new AnswerTables(runs, set);
        this.reported = new Bootstrap(tables.table(Split.REPORTED).orElseThrow(), BOOTSTRAP_SEED);
        this.selection = tables.table(Split.SELECTION)
                .map(table -> new Bootstrap(table, BOOTSTRAP_SEED))
                .orElse(reported);
        this.verdicts = new LinkedHashMap<>(StableTasks.judge(reported));
        if (selection != reported) {
            verdicts.putAll(StableTasks.judge(selection));
        }
    }

    /** @throws io.firstlight.core.error.UserException if a stage of the plan has no result yet */
    public static StudyResults build(StagePlan plan, Store store) throws IOException {
        FinishedRuns runs = new FinishedRuns(plan, store);
        Stage dataStage = plan.dataStage();
        Catalog data = Catalog.open(UserData.resolve(dataStage.key(), dataStage.location(), runs.directory(dataStage)));
        return new StudyResultsBuilder(plan, runs, data).build();
    }

    private StudyResults build() throws IOException {
        TaskScores scores = new TaskScores(runs, set, Split.REPORTED, reported);
        Optional<TaskScores> selectionScores = selection == reported
                ? Optional.empty()
                : Optional.of(new TaskScores(runs, set, Split.SELECTION, selection));
        TrainingHistory history = new TrainingHistory(runs);
        List<Aggregates> means = aggregates(reported, true);
        List<Aggregates> selectionMeans = aggregates(selection, selection != reported);
        List<RecipeResult> recipes = new ArrayList<>();
        for (int r = 0; r < plan.recipes().size(); r++) {
            Recipe recipe = plan.recipes().get(r);
            recipes.add(new RecipeResult(
                    recipe.id(),
                    runs.runs(recipe).get(0).label(),
                    RecipeNames.axes(recipe),
                    seedResults(recipe, scores, selectionScores, history),
                    scores.of(recipe),
                    means.get(r),
                    selectionMeans.get(r)));
        }
        Comparison comparison = plan.study().comparison();
        Evidence evidence = new Evidence(
                recipes.stream()
                        .map(recipe -> new Evidence.Named(recipe.id(), recipe.label()))
                        .toList(),
                selection,
                reported,
                stableNames());
        Recommendation recommendation = new Recommender(evidence, comparison.objective()).recommend();
        RecipeResult best = recipes.stream()
                .filter(recipe -> recipe.id().equals(recommendation.recipe()))
                .findFirst()
                .orElseThrow();
        Findings findings = new Findings(
                recommendation,
                new AxisEffects(plan.recipes(), reported).of(comparison.axes()),
                Remarks.caveats(plan, best));
        return new StudyResults(
                StudyResults.FORMAT_VERSION,
                description(),
                tasks(),
                recipes,
                findings,
                account(plan.recipes().get(recipes.indexOf(best))));
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

    private Set<String> stableNames() {
        return verdicts.entrySet().stream()
                .filter(entry -> entry.getValue().stable())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private List<TaskResult> tasks() {
        return set.tasks().stream()
                .map(task -> new TaskResult(
                        task.name(),
                        task.isVisual() ? "visual" : "text",
                        task.description(),
                        set.chance(task.name(), Split.REPORTED),
                        verdicts.get(task.name()).stable(),
                        verdicts.get(task.name()).reason()))
                .toList();
    }

    private List<SeedResult> seedResults(
            Recipe recipe, TaskScores scores, Optional<TaskScores> selectionScores, TrainingHistory history) {
        List<RecipeRun> models = runs.runs(recipe);
        List<SeedResult> seeds = new ArrayList<>();
        for (int s = 0; s < models.size(); s++) {
            int seed = s;
            Map<String, TaskScore> tasks = scores.of(recipe, seed);
            Map<String, TaskScore> selectionTasks =
                    selectionScores.map(of -> of.of(recipe, seed)).orElse(Map.of());
            seeds.add(new SeedResult(
                    models.get(s).seed(),
                    mean(tasks, true),
                    mean(tasks, false),
                    tasks,
                    selectionTasks,
                    history.curves(models.get(s)),
                    history.tokens(models.get(s)),
                    runs.answers(models.get(s)).textLoss()));
        }
        return seeds;
    }

    private double mean(Map<String, TaskScore> tasks, boolean visual) {
        return tasks.entrySet().stream()
                .filter(entry -> set.task(entry.getKey()).isVisual() == visual)
                .mapToDouble(entry -> entry.getValue().centred().estimate())
                .average()
                .orElse(Double.NaN);
    }

    /** The means of every recipe, in order; unknown where a study has no such split. */
    private List<Aggregates> aggregates(Bootstrap bootstrap, boolean known) {
        List<Interval> visionStable = means(
                bootstrap,
                known,
                task -> task.visual() && verdicts.get(task.name()).stable());
        List<Interval> textStable = means(
                bootstrap,
                known,
                task -> !task.visual() && verdicts.get(task.name()).stable());
        List<Interval> visionAll = means(bootstrap, known, ScoreTable.Task::visual);
        List<Interval> textAll = means(bootstrap, known, task -> !task.visual());
        return IntStream.range(0, plan.recipes().size())
                .mapToObj(r -> new Aggregates(visionStable.get(r), textStable.get(r), visionAll.get(r), textAll.get(r)))
                .toList();
    }

    private List<Interval> means(Bootstrap bootstrap, boolean known, Predicate<ScoreTable.Task> which) {
        ScoreTable table = bootstrap.table();
        if (!known || table.tasks().stream().noneMatch(which)) {
            return Collections.nCopies(plan.recipes().size(), UNKNOWN);
        }
        double[] weights = table.mean(which);
        return bootstrap
                .estimates(IntStream.range(0, table.numRecipes())
                        .mapToObj(r -> Contrast.score(table, r, weights))
                        .toList())
                .stream()
                .map(Estimate::interval)
                .toList();
    }

    private Account account(Recipe recommended) throws IOException {
        Map<StageKey, Integer> usedBy = plan.usedBy();
        List<StageCost> stages = new ArrayList<>();
        double without = 0;
        for (Map.Entry<Stage, FinishedStage> entry : runs.stages().entrySet()) {
            Stage stage = entry.getKey();
            var timing = entry.getValue().record().timing();
            stages.add(new StageCost(
                    stage.key().hex(),
                    stage.words(),
                    stage.label(),
                    timing.seconds(),
                    timing.plannedSeconds(),
                    usedBy.get(stage.key())));
            without += timing.seconds() * usedBy.get(stage.key());
        }
        try (ImageArchive images = ImageArchive.open(data.images(DataRoles.DEFAULT.benchmark()))) {
            return new Account(
                    stages,
                    stages.stream().mapToDouble(StageCost::seconds).sum(),
                    without,
                    provenance(),
                    new SampleItems(runs, set, images).of(recommended));
        }
    }

    private Map<String, String> provenance() {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("study file", plan.study().identity().file());
        provenance.put(
                "budget",
                plan.study().identity().budget().isEmpty()
                        ? "as in the file"
                        : plan.study().identity().budget());
        provenance.put(
                "data set", data.name() + ", key " + plan.stages().get(0).key().abbreviated());
        provenance.put("numerics version", Integer.toString(Stage.NUMERICS_VERSION));
        provenance.put(
                "machines",
                runs.stages().values().stream()
                        .map(stage -> stage.record().timing().machine())
                        .map(machine -> machine.name() + ", " + machine.numWorkers() + " stages at once, "
                                + machine.numThreads() + " threads each")
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("; ")));
        // What the stages ran on, noted as they did: who writes the report may sit elsewhere.
        for (String name : List.of(
                Environment.SYSTEM,
                Environment.JAVA,
                Environment.LIBTORCH,
                Environment.MATH_LIBRARY,
                Environment.FIRSTLIGHT)) {
            provenance.put(
                    name,
                    runs.stages().values().stream()
                            .map(stage -> stage.record().environment().getOrDefault(name, "not noted (older stages)"))
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining("; ")));
        }
        plan.runs()
                .forEach(run -> provenance.put(
                        "evaluation of " + run.label() + ", seed " + run.seed(),
                        run.evaluation().abbreviated()));
        int number = 1;
        for (String notice : data.notices()) {
            provenance.put("data notice " + number++, notice);
        }
        return provenance;
    }
}
