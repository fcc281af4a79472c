package io.firstlight.study.recommend;

import io.firstlight.study.file.Comparison.Objective;
import io.firstlight.study.recommend.Evidence.Named;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.Lead;
import io.firstlight.study.result.StudyResults.Recommendation.Status;
import io.firstlight.study.result.StudyResults.SeedRange;
import io.firstlight.study.statistics.Contrast;
import io.firstlight.study.statistics.ScoreTable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A recommendation in a few sentences, or why there is none. */
final class VerdictText {
    private static final int MOST_LISTED = 5;

    private final Evidence evidence;
    private final Objective objective;
    private final Named best;

    VerdictText(Evidence evidence, Objective objective, Named best) {
        this.evidence = evidence;
        this.objective = objective;
        this.best = best;
    }

    String objective() {
        ScoreTable table = evidence.reported().table();
        double[] weights = evidence.weights(table, objective);
        double vision = 0;
        for (int t = 0; t < weights.length; t++) {
            vision += table.tasks().get(t).visual() ? weights[t] : 0;
        }
        String tasks = objective.tasks().equals("all") ? "all its" : "its stable";
        if (vision > 1 - 1e-9 || vision < 1e-9) {
            return "the " + (vision < 0.5 ? "text" : "vision") + " score, the mean centred score over " + tasks
                    + " tasks";
        }
        return String.format(
                Locale.ROOT,
                "%.0f %% of the vision score and %.0f %% of the text score, each the mean centred score over %s tasks",
                100 * vision,
                100 * (1 - vision),
                tasks);
    }

    /** Why there is no recommendation although models were compared. */
    String why(Status status, Interval score) {
        String leading = "“" + best.label() + "” did best on the "
                + (evidence.hasSelection() ? "selection items" : "items") + " (objective on the reported items: "
                + interval(score, "%.2f") + "). ";
        return switch (status) {
            case SMOKE ->
                "No recommendation: this budget is a smoke test of the machinery (smoke: true), and its scores say "
                        + "nothing about recipes. Run a larger one. " + leading + notCompared();
            case ONE_SEED ->
                "No recommendation: one seed does not show how far models of one recipe differ by luck, so no "
                        + "difference between recipes can be judged. Run at least two (--seeds). " + leading
                        + notCompared();
            case AT_CHANCE ->
                "No recommendation: the recipe that did best is not shown to be above chance (objective 0), so what "
                        + "was trained is not worth choosing among. Larger budgets or easier tasks would show more. "
                        + leading + notCompared();
            default -> throw new IllegalArgumentException("a study with status " + status + " has another text");
        };
    }

    String recommendation(Interval score, List<Lead> leads) {
        StringBuilder text = new StringBuilder("Use “")
                .append(best.label())
                .append("”: vision ")
                .append(mean(true))
                .append(", text ")
                .append(mean(false))
                .append(" (mean centred score over all tasks, 95 % interval of each); objective ")
                .append(interval(score, "%.2f"))
                .append(leads.isEmpty() ? ". " : ", with an interval that allows for its having been chosen. ");
        text.append(
                evidence.hasSelection()
                        ? "It did best on the selection items; the comparison is on the reported ones. "
                        : "There are no selection items, so the same items chose it and test it. ");
        if (leads.isEmpty()) {
            return text.append("There is no other recipe to compare it with. ")
                    .append(notCompared())
                    .toString()
                    .strip();
        }
        List<Lead> beaten = leads.stream()
                .filter(lead ->
                        lead.pValue() < Recommender.LEVEL && lead.difference().estimate() > 0)
                .toList();
        List<Lead> better = leads.stream()
                .filter(lead ->
                        lead.pValue() < Recommender.LEVEL && lead.difference().estimate() <= 0)
                .toList();
        List<Lead> close = leads.stream()
                .filter(lead -> lead.pValue() >= Recommender.LEVEL)
                .toList();
        if (!beaten.isEmpty()) {
            text.append("It is better than ")
                    .append(list(beaten, Lead.BY_DISTANCE, "nearest"))
                    .append(". ");
        }
        if (!better.isEmpty()) {
            text.append("On the reported items it is worse than ")
                    .append(list(better, Lead.BY_DISTANCE.reversed(), "furthest above"))
                    .append(": the two kinds of held-out items disagree about the best recipe. ");
        }
        if (!close.isEmpty()) {
            text.append("It cannot be told apart from ")
                    .append(list(close, Lead.BY_DISTANCE, "nearest"))
                    .append(beaten.isEmpty() && better.isEmpty() ? ", which is every other recipe. " : ". ");
            text.append(seeds(close.stream().min(Lead.BY_DISTANCE).orElseThrow()));
        }
        return text.append(notCompared()).toString().strip();
    }

    private static String seeds(Lead nearest) {
        SeedRange seeds = nearest.seeds();
        return seeds.isKnown()
                ? "To tell it from the nearest would take " + seeds.inWords() + " in all, with a probability of 80 %, "
                        + "if the true difference is about what it seems. "
                : "How many seeds would tell it from the nearest, these results cannot say. ";
    }

    private String notCompared() {
        List<String> missing = evidence.circumstances().notCompared();
        return missing.isEmpty()
                ? ""
                : "Not compared, because a model of it is missing: "
                        + missing.stream().map(label -> "“" + label + "”").collect(Collectors.joining(", ")) + ".";
    }

    private String mean(boolean visual) {
        ScoreTable table = evidence.reported().table();
        if (table.tasks().stream().noneMatch(task -> task.visual() == visual)) {
            return "not asked";
        }
        Contrast score =
                Contrast.score(table, evidence.recipes().indexOf(best), table.mean(task -> task.visual() == visual));
        return interval(evidence.reported().estimate(score).interval(), "%.2f");
    }

    /** All of a few; of many their number and the first in this order: the leads themselves have the rest. */
    private String list(List<Lead> leads, Comparator<Lead> order, String first) {
        if (leads.size() <= MOST_LISTED) {
            return leads.stream().map(this::inWords).collect(Collectors.joining(", "));
        }
        return leads.size() + " others, the " + first + " of them "
                + inWords(leads.stream().min(order).orElseThrow());
    }

    private String inWords(Lead lead) {
        return "“" + label(lead.over()) + "” (" + interval(lead.difference(), "%+.3f") + ")";
    }

    private String label(String id) {
        return evidence.recipes().stream()
                .filter(named -> named.id().equals(id))
                .map(Named::label)
                .findFirst()
                .orElseThrow();
    }

    private static String interval(Interval interval, String format) {
        return String.format(
                Locale.ROOT,
                format + " [" + format + ", " + format + "]",
                interval.estimate(),
                interval.low(),
                interval.high());
    }
}
