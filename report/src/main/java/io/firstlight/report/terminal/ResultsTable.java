package io.firstlight.report.terminal;

import io.firstlight.core.text.TerminalText;
import io.firstlight.core.text.TextTable;
import io.firstlight.report.format.Intervals;
import io.firstlight.report.format.Numbers;
import io.firstlight.report.scores.Floor;
import io.firstlight.report.scores.MissingParts;
import io.firstlight.report.scores.Modality;
import io.firstlight.report.scores.Scores;
import io.firstlight.report.scores.TaskSet;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.Recommendation;
import io.firstlight.study.result.StudyResults.Recommendation.Status;
import io.firstlight.study.result.StudyResults.TaskResult;
import io.firstlight.study.result.StudyResults.TaskScore;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A study's results for a terminal: every recipe's scores, the tasks of the recipe that did best (or, while none can be
 * compared, of the first that has scores) beside their floors, and the recommendation in words or why there is none.
 * Nothing is wider than the width asked for.
 */
public final class ResultsTable {
    public static final int DEFAULT_WIDTH = 100;
    private static final int LEAST_WIDTH = DEFAULT_WIDTH;

    private final Scores scores;
    private final int width;
    private final boolean color;
    private final List<String> lines = new ArrayList<>();

    private ResultsTable(StudyResults results, int width, boolean color) {
        this.scores = new Scores(results);
        this.width = width;
        this.color = color;
    }

    /**
     * The table in {@link #DEFAULT_WIDTH} columns.
     *
     * @param color true adds ANSI colors
     */
    public static String render(StudyResults results, boolean color) {
        return render(results, DEFAULT_WIDTH, color);
    }

    /**
     * Renders the table of recipes.
     *
     * @param width width in columns, at least 100
     * @return lines that each end in a line feed
     */
    public static String render(StudyResults results, int width, boolean color) {
        if (width < LEAST_WIDTH) {
            throw new IllegalArgumentException("a results table needs " + LEAST_WIDTH + " columns, found " + width);
        }
        ResultsTable table = new ResultsTable(results, width, color);
        table.recipes();
        table.scores.leadingFirst().stream()
                .filter(recipe -> !recipe.tasks().isEmpty())
                .findFirst()
                .ifPresent(table::tasks);
        table.recommendation();
        return String.join("\n", table.lines) + "\n";
    }

    private void recipes() {
        heading(scores.results().study().question());
        List<Modality> modalities = List.of(Modality.values()).stream()
                .filter(modality -> !scores.tasks(modality, TaskSet.ALL).isEmpty())
                .toList();
        TextTable grid = TextTable.marked(width);
        List<String> titles = new ArrayList<>(List.of("Recipe"));
        for (Modality modality : modalities) {
            titles.add(modality.title());
        }
        grid.row(styled(Style.BOLD), "", titles);
        for (RecipeResult recipe : scores.byObjective()) {
            List<String> cells = new ArrayList<>(List.of(recipe.label()));
            List<String> floors = new ArrayList<>(List.of(seeds(recipe)));
            for (Modality modality : modalities) {
                cells.add(cell(scores.mean(recipe, modality, TaskSet.ALL)));
                floors.add(floor(recipe, modality));
            }
            grid.row(styled(scores.isRecommended(recipe) ? Style.CHOSEN : Style.PLAIN), mark(recipe), cells);
            if (!String.join("", floors).isEmpty()) {
                grid.row(styled(Style.DIM), "", floors);
            }
        }
        lines.addAll(grid.lines());
        paragraph(
                Style.DIM,
                "Mean centred score over all tasks (0 is chance, 1 perfect), with the 95 % interval of each alone; the "
                        + "best by the study's objective first. Below each, the same without images, or the same (or "
                        + "the default recipe) without text pre-training."
                        + (scores.recommended().isPresent() ? " * recommended, ~ cannot be told apart from it." : ""));
        lines.add("");
    }

    private void tasks(RecipeResult recipe) {
        heading("Scores in % beside their floors: " + recipe.label());
        List<TaskResult> tasks = new ArrayList<>();
        for (Modality modality : Modality.values()) {
            scores.tasks(modality, TaskSet.ALL).stream()
                    .filter(task -> recipe.tasks().containsKey(task.name()))
                    .forEach(tasks::add);
        }
        List<Floor> floors = Floor.KNOWN.stream()
                .filter(floor -> tasks.stream()
                        .anyMatch(
                                task -> recipe.tasks().get(task.name()).floors().containsKey(floor.key())))
                .toList();
        TextTable grid = TextTable.marked(width);
        List<String> titles = new ArrayList<>(List.of("Task", "score", "prob"));
        floors.forEach(floor -> titles.add(floor.shortTitle()));
        grid.row(styled(Style.BOLD), "", titles);
        for (TaskResult task : tasks) {
            TaskScore score = recipe.tasks().get(task.name());
            List<String> cells = new ArrayList<>(List.of(
                    task.name(),
                    Numbers.percentWithBounds(Intervals.orUnknown(score.score()))
                            .replace(", ", ","),
                    Numbers.percent(Intervals.orUnknown(score.goldProbability()).estimate())));
            for (Floor floor : floors) {
                Double value = score.floors().get(floor.key());
                cells.add(value == null ? "" : Numbers.percent(value));
            }
            grid.row(styled(task.stable() ? Style.PLAIN : Style.DIM), task.stable() ? "" : "?", cells);
        }
        lines.addAll(grid.lines());
        String legend = floors.stream()
                .filter(floor -> !floor.shortTitle().equals(floor.key()))
                .map(floor -> floor.shortTitle() + " = " + floor.title().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("; "));
        paragraph(
                Style.DIM,
                "prob = probability of the right answer among the options" + (legend.isEmpty() ? "" : "; " + legend)
                        + ". " + items(recipe));
        if (tasks.stream().anyMatch(task -> !task.stable())) {
            paragraph(Style.DIM, "? not on the list of stable tasks; it counts in the means all the same.");
        }
        lines.add("");
    }

    /** How many items the tasks have. */
    private static String items(RecipeResult recipe) {
        IntSummaryStatistics items = recipe.tasks().values().stream()
                .mapToInt(score -> score.count().items())
                .summaryStatistics();
        return (items.getMin() == items.getMax() ? "" : items.getMin() + " to ") + items.getMax() + " items a task.";
    }

    private void recommendation() {
        Recommendation recommendation = scores.results().findings().recommendation();
        if (!recommendation.isMade()) {
            boolean unfinished = recommendation.status() == Status.UNFINISHED;
            heading(
                    scores.results().study().smoke()
                            ? "Smoke test: its scores say nothing"
                            : unfinished ? "No recommendation yet" : "No recommendation");
            paragraph(Style.PLAIN, recommendation.text());
            missing();
            return;
        }
        heading("Recommended: " + scores.label(recommendation.recipe()));
        paragraph(Style.PLAIN, recommendation.text());
        if (!recommendation.indistinguishable().isEmpty()) {
            List<String> labels = recommendation.indistinguishable().stream()
                    .map(scores::label)
                    .toList();
            paragraph(Style.WARNING, "Cannot be told apart from: " + String.join("; ", labels) + ".");
        }
        paragraph(Style.DIM, "Chosen by " + recommendation.objective() + ".");
        if (!scores.results().completeness().isComplete()) {
            missing();
        }
    }

    private void missing() {
        MissingParts missing = MissingParts.of(scores.results().completeness());
        if (!missing.sentences().isEmpty()) {
            lines.add("");
        }
        missing.sentences().forEach(sentence -> paragraph(Style.PLAIN, sentence));
        missing.models()
                .forEach(model -> paragraph(Style.WARNING, "Missing: " + model.label() + ": " + model.what() + "."));
    }

    private String mark(RecipeResult recipe) {
        if (scores.isRecommended(recipe)) {
            return "*";
        }
        return scores.results().findings().recommendation().indistinguishable().contains(recipe.id()) ? "~" : "";
    }

    /** How many seeds there are, where some are missing. */
    private String seeds(RecipeResult recipe) {
        return scores.evaluatedSeeds(recipe).size() == recipe.seeds().size() ? "" : scores.seedsInWords(recipe);
    }

    /** What a mean must be read against: a vision score without images, a text score without text pre-training. */
    private String floor(RecipeResult recipe, Modality modality) {
        Floor floor = modality == Modality.VISION ? Floor.WITHHELD : Floor.NO_TEXT;
        double value = scores.meanFloor(recipe, modality, TaskSet.ALL, floor);
        return Double.isFinite(value)
                ? (modality == Modality.VISION ? "no image " : "no text ") + Numbers.score(value)
                : "";
    }

    private UnaryOperator<String> styled(Style style) {
        return line -> style.on(line, color);
    }

    private void heading(String text) {
        paragraph(Style.BOLD, text);
        lines.add("");
    }

    private void paragraph(Style style, String text) {
        TerminalText.wrap(TerminalText.printable(text), width).forEach(line -> lines.add(style.on(line, color)));
    }

    /** A score in as few columns as can be read. */
    private static String cell(Interval interval) {
        return Numbers.scoreWithBounds(interval).replace(", ", ",");
    }
}
