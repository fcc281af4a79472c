package io.firstlight.report.view;

import io.firstlight.report.figure.CurveFigures;
import io.firstlight.report.figure.Figure;
import io.firstlight.report.figure.ScoreFigures;
import io.firstlight.report.scores.Scores;
import io.firstlight.report.table.Table;
import io.firstlight.study.result.StudyResults;
import java.util.List;
import java.util.Map;

/** The whole page, in the order of reading. */
public record Page(Hero hero, Charts charts, Tables tables, List<Samples> samples, Background background) {
    public static Page of(StudyResults results) {
        Scores scores = new Scores(results);
        ScoreFigures scoreFigures = new ScoreFigures(scores);
        return new Page(
                Hero.of(scores),
                new Charts(
                        scoreFigures.figures(),
                        scoreFigures.axesNotVaried(),
                        new CurveFigures(scores.leadingFirst()).figures()),
                new Tables(
                        RecipeTables.of(scores),
                        new Comparisons(LeadTable.of(scores), EffectTable.of(scores)),
                        TaskTables.of(scores),
                        TokenTables.of(scores),
                        CostTables.of(results.account())),
                Samples.of(scores),
                Background.of(results));
    }

    /** The figures, and the axes that have none because they were not varied. */
    public record Charts(List<Figure> scores, List<String> notVaried, List<Figure> training) {}

    public record Tables(
            List<Table> recipes, Comparisons comparisons, TaskTables tasks, TokenTables tokens, CostTables costs) {}

    /**
     * Tables of differences between recipes.
     *
     * @param leads differences between the recommended recipe and every other
     * @param effects effect of each axis
     */
    public record Comparisons(Table leads, Table effects) {}

    /** What the reader must know about where the numbers come from. */
    public record Background(List<String> caveats, List<String> disclosures, Map<String, String> provenance) {
        static Background of(StudyResults results) {
            return new Background(
                    results.findings().caveats(),
                    results.study().disclosures(),
                    results.account().provenance());
        }
    }
}
