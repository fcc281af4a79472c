package io.firstlight.report.view;

import io.firstlight.report.format.Intervals;
import io.firstlight.report.format.Numbers;
import io.firstlight.report.scores.Scores;
import io.firstlight.report.table.Strip;
import io.firstlight.report.table.Table;
import io.firstlight.report.table.Table.Cell;
import io.firstlight.report.table.Table.Column;
import io.firstlight.report.table.Table.Row;
import io.firstlight.study.recommend.Recommender;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.Lead;
import java.util.List;

/** The recipe that did best against every other, the nearest first. */
final class LeadTable {
    private static final DifferenceReading READING = new DifferenceReading("better", "worse", "can't be told apart");

    private LeadTable() {}

    static Table of(Scores scores) {
        List<Lead> leads = scores.results().findings().recommendation().leads().stream()
                .sorted(Lead.BY_DISTANCE)
                .toList();
        Strip.Range scale = Strip.Range.around(
                leads.stream().map(Lead::difference).map(Intervals::orUnknown).toList());
        return new Table(
                scores.leadingInWords() + " against every other",
                "Differences by the study's objective on the reported items, paired over items and seeds. Intervals "
                        + "and p values hold for all pairs of recipes together (studentised range), so that choosing "
                        + "the best one does not flatter it; an interval leaves out 0 exactly when the two are told "
                        + "apart. The number of seeds is for planning: as many in all would tell the two apart with a "
                        + "probability of 80 %, if the true difference is about what it seems.",
                List.of(
                        Column.words("Over"),
                        Column.numbers("Lead"),
                        Column.words("Interval around zero"),
                        Column.numbers("p, corrected"),
                        Column.words("Reading"),
                        Column.words("Seeds to tell them apart")),
                leads.stream().map(lead -> row(scores, lead, scale)).toList());
    }

    private static Row row(Scores scores, Lead lead, Strip.Range scale) {
        Interval difference = Intervals.orUnknown(lead.difference());
        return new Row(
                "",
                List.of(
                        Cell.of(scores.label(lead.over())),
                        Cell.of(Numbers.difference(difference.estimate()), Numbers.differenceBounds(difference)),
                        Cell.of(scale.strip(0, difference, List.of())),
                        Cell.of(Numbers.pValue(lead.pValue())),
                        Cell.of(READING.of(difference, lead.pValue())),
                        Cell.of(
                                lead.pValue() < Recommender.LEVEL
                                        ? "told apart"
                                        : lead.seeds().inWords())));
    }
}
