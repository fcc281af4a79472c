package io.firstlight.study.cost;

import io.firstlight.study.cost.CostedPlan.Row;
import io.firstlight.study.cost.CostedPlan.Totals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A costed plan as a table of at most 100 columns; stages that differ in the seed alone share a line. */
public final class PlanTable {
    private static final int LABEL_COLUMNS = 45;
    private static final String LINE = "%-" + LABEL_COLUMNS + "s %3s %8s %8s %8s %8s %8s %5s";
    private static final String SEED = " · seed ";

    private PlanTable() {}

    public static String render(CostedPlan plan) {
        StringBuilder text = new StringBuilder();
        line(text, "stage", "×", "tokens", "FLOPs", "memory", "disk", "time", "for");
        line(
                text,
                "─".repeat(LABEL_COLUMNS),
                "───",
                "────────",
                "────────",
                "────────",
                "────────",
                "────────",
                "─────");
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : plan.rows()) {
            int cut = row.label().indexOf(SEED);
            groups.computeIfAbsent(cut < 0 ? row.label() : row.label().substring(0, cut), label -> new ArrayList<>())
                    .add(row);
        }
        groups.forEach((label, rows) -> group(text, label, rows));
        totals(text, plan);
        return text.toString();
    }

    private static void group(StringBuilder text, String label, List<Row> rows) {
        List<String> lines = wrap(label);
        StageCost cost = rows.get(0).cost();
        long open = rows.stream().filter(row -> !row.finished()).count();
        double seconds = rows.stream()
                .filter(row -> !row.finished())
                .mapToDouble(row -> row.cost().seconds())
                .average()
                .orElse(0);
        int usedBy = rows.stream().mapToInt(Row::usedBy).sum();
        line(
                text,
                lines.get(0),
                rows.size() == 1 ? "" : Integer.toString(rows.size()),
                Amounts.count(cost.work().tokens()),
                Amounts.count(cost.work().flops()),
                Amounts.bytes(cost.memoryBytes()),
                Amounts.bytes(cost.diskBytes()),
                open == 0 ? "done" : Amounts.seconds(seconds),
                Integer.toString(usedBy));
        lines.subList(1, lines.size()).forEach(rest -> text.append(rest).append('\n'));
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
                .append(Amounts.seconds(totals.secondsToRun()))
                .append(" on ")
                .append(plan.machine().numWorkers())
                .append(" × ")
                .append(plan.machine().numThreads())
                .append(" threads (")
                .append(Amounts.seconds(totals.secondsOfWork()))
                .append(" of work, ")
                .append(Amounts.count(totals.flops()))
                .append("FLOP in all),\nup to ")
                .append(Amounts.bytes(totals.space().memoryBytes()))
                .append(" of memory, ")
                .append(Amounts.bytes(totals.space().diskBytes()))
                .append(" on disk.\n");
        double all =
                plan.costs().values().stream().mapToDouble(StageCost::seconds).sum();
        text.append("Sharing common beginnings saves ")
                .append(Amounts.seconds(totals.secondsWithoutSharing() - all))
                .append(" of ")
                .append(Amounts.seconds(totals.secondsWithoutSharing()))
                .append(String.format(
                        Locale.ROOT, " of work (%.0f %%).%n", 100 * (1 - all / totals.secondsWithoutSharing())));
    }

    /** Breaks a long label at spaces; continuation lines are indented. */
    private static List<String> wrap(String label) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : label.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > LABEL_COLUMNS) {
                lines.add(line.toString());
                line.setLength(0);
                line.append("   ");
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static void line(StringBuilder text, Object... columns) {
        text.append(String.format(Locale.ROOT, LINE, columns).stripTrailing()).append('\n');
    }
}
