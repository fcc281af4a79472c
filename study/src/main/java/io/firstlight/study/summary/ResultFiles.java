package io.firstlight.study.summary;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.eval.run.Evaluation;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.SeedResult;
import io.firstlight.study.result.StudyResults.TaskScore;
import io.firstlight.study.store.FinishedStage;
import io.firstlight.study.store.Store;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes results where people and programs look for them. */
public final class ResultFiles {
    public static final String SUMMARY = "summary.json";
    public static final String TABLE = "results.csv";
    public static final String SELECTION_TABLE = "selection.csv";
    public static final String ITEMS = "items";
    private static final List<String> COLUMNS = List.of(
            "recipe",
            "label",
            "seed",
            "task",
            "modality",
            "stable",
            "items",
            "clusters",
            "metric",
            "score",
            "score_low",
            "score_high",
            "chance",
            "centred",
            "centred_low",
            "centred_high",
            "gold_probability",
            "gold_probability_low",
            "gold_probability_high");
    /** Columns for the floors, by their names in results. */
    private static final Map<String, String> FLOORS = new LinkedHashMap<>();

    static {
        FLOORS.put("majority", "majority");
        FLOORS.put("withheld", "image_withheld");
        FLOORS.put("shuffled", "images_shuffled");
        FLOORS.put("pixelNeighbour", "pixel_neighbour");
        FLOORS.put("featureNeighbour", "feature_neighbour");
        FLOORS.put("noTextPretraining", "no_text_pretraining");
    }

    private ResultFiles() {}

    /**
     * Writes {@code summary.json}, {@code results.csv} (a row per recipe, seed and task), {@code selection.csv} (the
     * same on the selection split, with its own floors: what to tune by) and {@code items/RECIPE-seedN.jsonl}, of the
     * models that are evaluated.
     */
    public static void write(Path directory, StudyResults results, StagePlan plan, Store store) throws IOException {
        Files.createDirectories(directory);
        AtomicFiles.writeString(directory.resolve(SUMMARY), Json.pretty(results));
        AtomicFiles.writeString(directory.resolve(TABLE), table(results, SeedResult::tasks));
        AtomicFiles.writeString(directory.resolve(SELECTION_TABLE), table(results, SeedResult::selectionTasks));
        Path items = directory.resolve(ITEMS);
        AtomicFiles.deleteTree(items);
        for (RecipeRun run : plan.runs()) {
            Optional<FinishedStage> evaluation = store.find(run.evaluation());
            if (evaluation.isPresent()) {
                AtomicFiles.write(
                        items.resolve(run.recipe().id() + "-seed" + run.seed() + ".jsonl"),
                        Files.readAllBytes(evaluation.get().directory().resolve(Evaluation.ITEMS_FILE)));
            }
        }
    }

    private static String table(StudyResults results, Function<SeedResult, Map<String, TaskScore>> scores)
            throws IOException {
        List<String> header = new ArrayList<>(COLUMNS);
        header.addAll(FLOORS.values());
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(
                text,
                CSVFormat.DEFAULT
                        .builder()
                        .setRecordSeparator('\n')
                        .setHeader(header.toArray(String[]::new))
                        .get())) {
            for (RecipeResult recipe : results.recipes()) {
                for (SeedResult seed : recipe.seeds()) {
                    for (StudyResults.TaskResult task : results.tasks()) {
                        TaskScore score = scores.apply(seed).get(task.name());
                        if (score != null) {
                            csv.printRecord(row(recipe, seed, task, score));
                        }
                    }
                }
            }
        }
        return text.toString();
    }

    private static List<Object> row(
            RecipeResult recipe, SeedResult seed, StudyResults.TaskResult task, TaskScore score) {
        List<Object> row = new ArrayList<>(List.of(
                recipe.id(),
                recipe.label(),
                seed.seed(),
                task.name(),
                task.modality(),
                task.stable(),
                score.count().items(),
                score.count().clusters(),
                task.measure().metric()));
        addInterval(row, score.score());
        row.add(task.chance());
        addInterval(row, score.centred());
        addInterval(row, score.goldProbability());
        // A floor that does not apply is an empty cell.
        FLOORS.keySet()
                .forEach(floor -> row.add(
                        score.floors().containsKey(floor) ? score.floors().get(floor) : ""));
        return row;
    }

    private static void addInterval(List<Object> row, Interval interval) {
        row.addAll(List.of(interval.estimate(), interval.low(), interval.high()));
    }
}
