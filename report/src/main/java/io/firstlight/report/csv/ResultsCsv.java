package io.firstlight.report.csv;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.report.format.Intervals;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.SeedResult;
import io.firstlight.study.result.StudyResults.TaskResult;
import io.firstlight.study.result.StudyResults.TaskScore;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * {@code results.csv}: one row a recipe, seed and task, on the reported split. Accuracies and floors are shares between 0
 * and 1, the centred score has chance at 0; a number that is not known is an empty field.
 */
public final class ResultsCsv {
    static final List<String> COLUMNS = List.of("recipe", "label", "seed", "task", "modality", "stable", "n", "correct", "accuracy",
            "accuracy_low", "accuracy_high", "chance", "centred", "centred_low", "centred_high", "majority", "image_withheld");

    private ResultsCsv() {}

    /** Writes the table, replacing what stands at {@code file}. */
    public static void write(StudyResults results, Path file) throws IOException {
        AtomicFiles.writeString(file, text(results));
    }

    static String text(StudyResults results) throws IOException {
        StringWriter text = new StringWriter();
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader(COLUMNS.toArray(String[]::new)).get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            for (RecipeResult recipe : results.recipes()) {
                for (SeedResult seed : recipe.seeds()) {
                    for (TaskResult task : results.tasks()) {
                        TaskScore score = seed.tasks().get(task.name());
                        if (score != null) {
                            printer.printRecord(row(recipe, seed, task, score));
                        }
                    }
                }
            }
        }
        return text.toString();
    }

    private static List<Object> row(RecipeResult recipe, SeedResult seed, TaskResult task, TaskScore score) {
        Interval accuracy = Intervals.orUnknown(score.accuracy());
        Interval centred = Intervals.orUnknown(score.centred());
        Object correct = Double.isFinite(accuracy.estimate()) ? Math.round(accuracy.estimate() * score.n()) : "";
        return List.of(recipe.id(), recipe.label(), seed.seed(), task.name(), task.modality(), task.stable(), score.n(), correct,
                known(accuracy.estimate()), known(accuracy.low()), known(accuracy.high()), known(task.chance()), known(centred.estimate()),
                known(centred.low()), known(centred.high()), floor(score, "majority"), floor(score, "withheld"));
    }

    private static Object floor(TaskScore score, String name) {
        Double value = score.floors().get(name);
        return value == null ? "" : known(value);
    }

    private static Object known(double value) {
        return Double.isFinite(value) ? (Object) value : "";
    }
}
