package io.firstlight.study.recommend;

import io.firstlight.study.file.Comparison.Objective;
import io.firstlight.study.recommend.Evidence.Named;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.Lead;
import io.firstlight.study.result.StudyResults.Recommendation;
import io.firstlight.study.statistics.Bootstrap;
import io.firstlight.study.statistics.Contrast;
import io.firstlight.study.statistics.Estimate;
import io.firstlight.study.statistics.HolmCorrection;
import io.firstlight.study.statistics.ScoreTable;
import io.firstlight.study.statistics.SeedForecast;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Names the recipe that is best on the selection split and compares it with every other on the reported split, item by
 * item and seed by seed. Because other items chose it than test it, its reported score is not flattered by the choice.
 */
public final class Recommender {
    /** A corrected p value below this is called a difference, here and in every table. */
    public static final double LEVEL = 0.05;

    private static final int MOST_LISTED = 5;
    private static final Comparator<Rival> BY_DISTANCE =
            Comparator.comparingDouble(rival -> Math.abs(rival.lead().estimate()));
    private final Evidence evidence;
    private final Objective objective;

    public Recommender(Evidence evidence, Objective objective) {
        this.evidence = evidence;
        this.objective = objective;
    }

    /**
     * A recipe compared with the recommended one.
     *
     * @param lead score of the recommended recipe minus the score of {@code recipe}
     * @param pValue corrected for the number of comparisons
     */
    private record Rival(int recipe, Interval lead, double pValue) {}

    public Recommendation recommend() {
        int best = best();
        List<Rival> rivals = rivals(best);
        List<Rival> close =
                rivals.stream().filter(rival -> rival.pValue() >= LEVEL).toList();
        int seeds = seedsToDecide(best, close, rivals);
        return new Recommendation(
                named(best).id(),
                objectiveInWords(),
                close.stream().map(rival -> named(rival.recipe()).id()).toList(),
                seeds,
                text(best, rivals, close, seeds),
                rivals.stream()
                        .map(rival -> new Lead(named(rival.recipe()).id(), rival.lead(), rival.pValue()))
                        .toList());
    }

    private int best() {
        Bootstrap selection = evidence.selection();
        double[] weights = evidence.weights(selection.table(), objective);
        List<Estimate> scores =
                selection.estimates(IntStream.range(0, evidence.recipes().size())
                        .mapToObj(r -> Contrast.score(selection.table(), r, weights))
                        .toList());
        int best = 0;
        for (int r = 1; r < scores.size(); r++) {
            best = scores.get(r).interval().estimate()
                            > scores.get(best).interval().estimate()
                    ? r
                    : best;
        }
        return best;
    }

    private List<Rival> rivals(int best) {
        Bootstrap reported = evidence.reported();
        double[] weights = evidence.weights(reported.table(), objective);
        List<Integer> others = IntStream.range(0, evidence.recipes().size())
                .filter(r -> r != best)
                .boxed()
                .toList();
        if (others.isEmpty()) {
            return List.of();
        }
        List<Estimate> leads = reported.estimates(others.stream()
                .map(r -> Contrast.difference(reported.table(), best, r, weights))
                .toList());
        double[] corrected = HolmCorrection.adjust(
                leads.stream().mapToDouble(Estimate::pValue).toArray());
        List<Rival> rivals = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            rivals.add(new Rival(others.get(i), leads.get(i).interval(), corrected[i]));
        }
        return rivals;
    }

    private int seedsToDecide(int best, List<Rival> close, List<Rival> rivals) {
        if (close.isEmpty()) {
            return 0;
        }
        ScoreTable table = evidence.reported().table();
        Rival nearest = close.stream().min(BY_DISTANCE).orElseThrow();
        double[] weights = evidence.weights(table, objective);
        return SeedForecast.seedsToDecide(
                table, Contrast.difference(table, best, nearest.recipe(), weights), rivals.size());
    }

    private String objectiveInWords() {
        return String.format(
                Locale.ROOT,
                "%.0f %% of the vision score and %.0f %% of the text score, each the mean centred score over %s tasks",
                100 * objective.visionWeight(),
                100 * objective.textWeight(),
                objective.tasks().equals("all") ? "all its" : "its stable");
    }

    private String text(int best, List<Rival> rivals, List<Rival> close, int seeds) {
        StringBuilder text = new StringBuilder("Use “")
                .append(named(best).label())
                .append("”: vision ")
                .append(mean(best, true))
                .append(", text ")
                .append(mean(best, false))
                .append(" (mean centred score over all tasks, 95 % interval). ");
        text.append(
                evidence.hasSelection()
                        ? "It did best on the selection items; the comparison is on the reported ones. "
                        : "There are no selection items, so the same items chose it and test it, which flatters it. ");
        if (rivals.isEmpty()) {
            return text.append("There is no other recipe in this study to compare it with.")
                    .toString();
        }
        List<Rival> beaten = rivals.stream()
                .filter(rival -> rival.pValue() < LEVEL && rival.lead().estimate() > 0)
                .toList();
        List<Rival> better = rivals.stream()
                .filter(rival -> rival.pValue() < LEVEL && rival.lead().estimate() <= 0)
                .toList();
        if (!beaten.isEmpty()) {
            text.append("It is better than ")
                    .append(list(beaten, BY_DISTANCE, "nearest"))
                    .append(". ");
        }
        if (!better.isEmpty()) {
            text.append("On the reported items it is worse than ")
                    .append(list(better, BY_DISTANCE.reversed(), "furthest above"))
                    .append(": the two kinds of held-out items disagree about the best recipe. ");
        }
        if (close.stream()
                .anyMatch(rival -> rival.lead().low() > 0 || rival.lead().high() < 0)) {
            text.append("Intervals are of one comparison each, verdicts are corrected for all ")
                    .append(rivals.size())
                    .append(". ");
        }
        if (!close.isEmpty()) {
            text.append("It cannot be told apart from ")
                    .append(list(close, BY_DISTANCE, "nearest"))
                    .append(". ");
            text.append(
                    seeds == SeedForecast.NEVER
                            ? undecidable()
                            : "About " + seeds
                                    + " seeds in all would separate it from the nearest, if the difference is what "
                                    + "it seems.");
        }
        return text.toString().strip();
    }

    /** Why no number of seeds is named. */
    private String undecidable() {
        return evidence.reported().table().numSeeds() < 2
                ? "One seed does not show how far seeds differ, so how many would separate it from the nearest is "
                        + "not known."
                : "More seeds alone would not separate it from the nearest; more items would be needed too.";
    }

    private String mean(int recipe, boolean visual) {
        Bootstrap reported = evidence.reported();
        ScoreTable table = reported.table();
        if (table.tasks().stream().noneMatch(task -> task.visual() == visual)) {
            return "not asked";
        }
        double[] weights = table.mean(task -> task.visual() == visual);
        Interval interval = reported.estimates(IntStream.range(0, table.numRecipes())
                        .mapToObj(r -> Contrast.score(table, r, weights))
                        .toList())
                .get(recipe)
                .interval();
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", interval.estimate(), interval.low(), interval.high());
    }

    /** All of a few; of many their number and the first in this order: {@link Recommendation#leads} has the rest. */
    private String list(List<Rival> rivals, Comparator<Rival> order, String first) {
        if (rivals.size() <= MOST_LISTED) {
            return rivals.stream().map(this::inWords).collect(Collectors.joining(", "));
        }
        return rivals.size() + " others, the " + first + " of them "
                + inWords(rivals.stream().min(order).orElseThrow());
    }

    private String inWords(Rival rival) {
        return String.format(
                Locale.ROOT,
                "“%s” (%+.3f [%+.3f, %+.3f])",
                named(rival.recipe()).label(),
                rival.lead().estimate(),
                rival.lead().low(),
                rival.lead().high());
    }

    private Named named(int recipe) {
        return evidence.recipes().get(recipe);
    }
}
