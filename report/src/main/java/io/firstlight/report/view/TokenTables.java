package io.firstlight.report.view;

import io.firstlight.report.format.Numbers;
import io.firstlight.report.scores.Scores;
import io.firstlight.report.table.Table;
import io.firstlight.report.table.Table.Cell;
import io.firstlight.report.table.Table.Column;
import io.firstlight.report.table.Table.Row;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.SeedResult;
import io.firstlight.study.result.StudyResults.TokenAccount;
import java.util.ArrayList;
import java.util.List;

/**
 * Planned against realised tokens and shares.
 *
 * @param overview one row per recipe
 * @param recipes every stage and source of each
 */
public record TokenTables(Table overview, List<Table> recipes) {
    static TokenTables of(Scores scores) {
        List<Row> overview = new ArrayList<>();
        List<Table> recipes = new ArrayList<>();
        for (RecipeResult recipe : scores.leadingFirst()) {
            List<Row> rows = new ArrayList<>();
            long planned = 0;
            long realised = 0;
            double furthestShare = 0;
            for (SeedResult seed : recipe.seeds()) {
                for (TokenAccount account : seed.tokens()) {
                    planned += account.plannedTokens();
                    realised += account.realisedTokens();
                    furthestShare = Math.max(furthestShare, Math.abs(account.realisedShare() - account.plannedShare()));
                    rows.add(row(seed.seed(), account));
                }
            }
            if (!rows.isEmpty()) {
                overview.add(new Row(
                        scores.isRecommended(recipe) ? "chosen" : "",
                        List.of(
                                Cell.of(recipe.label()),
                                Cell.of(Numbers.count(planned)),
                                Cell.of(Numbers.count(realised)),
                                Cell.of(signed(realised - planned)),
                                Cell.of(Numbers.fixed(100 * furthestShare, 2)))));
                recipes.add(new Table(
                        recipe.label(),
                        "",
                        List.of(
                                Column.words("Stage"),
                                Column.words("Source"),
                                Column.numbers("Seed"),
                                Column.numbers("Planned tokens"),
                                Column.numbers("Realised tokens"),
                                Column.numbers("Difference"),
                                Column.numbers("Planned share, %"),
                                Column.numbers("Realised share, %")),
                        rows));
            }
        }
        return new TokenTables(
                new Table(
                        "Planned against realised tokens, all seeds of a recipe together",
                        "Tokens that entered the decoder, text and visual, padding excluded.",
                        List.of(
                                Column.words("Recipe"),
                                Column.numbers("Planned tokens"),
                                Column.numbers("Realised tokens"),
                                Column.numbers("Difference"),
                                Column.numbers("Furthest share, points")),
                        overview),
                recipes);
    }

    private static Row row(long seed, TokenAccount account) {
        return new Row(
                "",
                List.of(
                        Cell.of(account.stage()),
                        Cell.of(account.source()),
                        Cell.of(Long.toString(seed)),
                        Cell.of(Numbers.count(account.plannedTokens())),
                        Cell.of(Numbers.count(account.realisedTokens())),
                        Cell.of(signed(account.realisedTokens() - account.plannedTokens())),
                        Cell.of(Numbers.fixed(100 * account.plannedShare(), 2)),
                        Cell.of(Numbers.fixed(100 * account.realisedShare(), 2))));
    }

    private static String signed(long difference) {
        return difference > 0 ? "+" + Numbers.count(difference) : Numbers.count(difference);
    }
}
