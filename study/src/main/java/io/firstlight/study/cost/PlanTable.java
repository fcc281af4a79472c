package io.firstlight.study.cost;

import io.firstlight.core.text.Quantities;
import io.firstlight.core.text.TextTable;
import io.firstlight.study.cost.CostedPlan.Row;
import io.firstlight.study.cost.CostedPlan.Totals;
import io.firstlight.study.stage.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A costed plan as a table of at most 100 columns; stages that differ in the seed alone share a line. */
public final class PlanTable {
    private PlanTable() {}

    /** The table and the totals under it, each line with a line feed. */
    public static String render(CostedPlan plan) {
        TextTable table = TextTable.labelled("stage", "×", "tokens", "FLOPs", "memory", "disk", "time", "for");
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : plan.rows()) {
            int cut = row.label().indexOf(Stage.SEED);
            groups.computeIfAbsent(cut < 0 ? row.label() : row.label().substring(0, cut), label -> new ArrayList<>())
                    .add(row);
        }
        groups.forEach((label, rows) -> group(table, label, rows));
        StringBuilder text = new StringBuilder(table.toString());
        totals(text, plan);
        return text.toString();
    }

    private static void group(TextTable table, String label, List<Row> rows) {
        StageCost cost = rows.get(0).cost();
        long open = rows.stream().filter(row -> !row.finished()).count();
        double seconds = rows.stream()
                .filter(row -> !row.finished())
                .mapToDouble(row -> row.cost().seconds())
                .average()
                .orElse(0);
        table.row(
                label,
                rows.size() == 1 ? "" : rows.size(),
                amount(cost.work().tokens()),
                amount(cost.work().flops()),
                Quantities.bytes(cost.memoryBytes()),
                Quantities.bytes(cost.diskBytes()),
                open == 0 ? "done" : Quantities.seconds(seconds),
                rows.stream().mapToInt(Row::usedBy).sum());
    }

    private static String amount(double value) {
        return value == 0 ? "-" : Quantities.amount(value);
    }

    private static void totals(StringBuilder text, CostedPlan plan) {
        Totals totals = plan.totals();
        int models = plan.plan().runs().size();
        text.append('\n')
                .append(plan.plan().stages().size())
                .append(" stages for ")
                .append(models)
                .append(models == 1 ? " model (" : " models (")
                .append(plan.plan().recipes().size())
                .append(" recipes × ")
                .append(plan.plan().study().comparison().seeds().size())
                .append(" seeds); ")
                .append(plan.finished().size())
                .append(" already done.\nTime is per stage; × is for how many seeds, the last column for how many "
                        + "models.\n");
        text.append("To run: ")
                .append(Quantities.seconds(totals.secondsToRun()))
                .append(" on ")
                .append(plan.machine().numWorkers())
                .append(" × ")
                .append(plan.machine().numThreads())
                .append(" threads (")
                .append(Quantities.seconds(totals.secondsOfWork()))
                .append(" of work, ")
                .append(Quantities.amount(totals.flops(), "FLOP"))
                .append(" in all),\nup to ")
                .append(Quantities.bytes(totals.space().memoryBytes()))
                .append(" of memory, ")
                .append(Quantities.bytes(totals.space().diskBytes()))
                .append(" on disk.\n");
        guesses(text, plan);
        double all =
                plan.costs().values().stream().mapToDouble(StageCost::seconds).sum();
        text.append("Sharing common beginnings saves ")
                .append(Quantities.seconds(totals.secondsWithoutSharing() - all))
                .append(" of ")
                .append(Quantities.seconds(totals.secondsWithoutSharing()))
                .append(String.format(
                        Locale.ROOT, " of work (%.0f %%).%n", 100 * (1 - all / totals.secondsWithoutSharing())));
    }

    /** Which of the figures above rest on nothing that was seen. */
    private static void guesses(StringBuilder text, CostedPlan plan) {
        if (!plan.finished().contains(plan.plan().dataStage().key())) {
            text.append(
                    "Guessed: vocabulary, lengths and counts of the data, as the quickstart's (not prepared yet).\n");
        }
        long guessed = plan.rows().stream()
                .filter(row -> !row.finished() && !row.cost().isMeasured())
                .count();
        if (guessed > 0) {
            text.append("Guessed: the time of ")
                    .append(guessed)
                    .append(guessed == 1 ? " stage" : " stages")
                    .append(", from matrix products (nothing of that shape has run here).\n");
        }
    }
}
