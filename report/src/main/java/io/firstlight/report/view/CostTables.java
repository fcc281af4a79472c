package io.firstlight.report.view;

import io.firstlight.report.format.Numbers;
import io.firstlight.report.table.Table;
import io.firstlight.report.table.Table.Cell;
import io.firstlight.report.table.Table.Column;
import io.firstlight.report.table.Table.Row;
import io.firstlight.study.result.StudyResults.Account;
import io.firstlight.study.result.StudyResults.StageCost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the study cost.
 *
 * @param facts a few sentences
 * @param kinds sums by kind of stage
 * @param stages every stage
 */
public record CostTables(List<String> facts, Table kinds, Table stages) {
    private static final int SHORT_KEY = 10;

    static CostTables of(Account account) {
        List<StageCost> stages = account.stages();
        Map<String, List<StageCost>> kinds = new LinkedHashMap<>();
        stages.forEach(stage ->
                kinds.computeIfAbsent(stage.kind(), kind -> new ArrayList<>()).add(stage));
        double total = stages.stream().mapToDouble(StageCost::seconds).sum();
        List<Row> kindRows = new ArrayList<>();
        kinds.forEach((kind, members) -> kindRows.add(kindRow("", kind, members, total)));
        if (!stages.isEmpty()) {
            kindRows.add(kindRow("total", "All stages", stages, total));
        }
        List<Row> stageRows = stages.stream()
                .map(stage -> new Row(
                        "",
                        List.of(
                                Cell.of(
                                                stage.label(),
                                                stage.key()
                                                        .substring(
                                                                0,
                                                                Math.min(
                                                                        SHORT_KEY,
                                                                        stage.key()
                                                                                .length()))),
                                        Cell.of(stage.kind()),
                                Cell.of(Numbers.duration(stage.seconds())),
                                        Cell.of(Numbers.duration(stage.plannedSeconds())),
                                Cell.of(ratio(stage.seconds(), stage.plannedSeconds())),
                                        Cell.of(Integer.toString(stage.usedBy())))))
                .toList();
        return new CostTables(
                facts(account, stages),
                new Table(
                        "Cost by kind of stage",
                        "",
                        List.of(
                                Column.words("Kind"),
                                Column.numbers("Stages"),
                                Column.numbers("Real time"),
                                Column.numbers("Planned"),
                                Column.numbers("Real / planned"),
                                Column.numbers("Share, %")),
                        kindRows),
                new Table(
                        "Cost of every stage",
                        "",
                        List.of(
                                Column.words("Stage and key"),
                                Column.words("Kind"),
                                Column.numbers("Real time"),
                                Column.numbers("Planned"),
                                Column.numbers("Real / planned"),
                                Column.numbers("Used by")),
                        stageRows));
    }

    private static List<String> facts(Account account, List<StageCost> stages) {
        List<String> facts = new ArrayList<>();
        double run = account.secondsRun();
        double alone = account.secondsWithoutSharing();
        if (Double.isFinite(run)) {
            facts.add("Computing took " + Numbers.duration(run) + ".");
        }
        if (Double.isFinite(run) && Double.isFinite(alone) && alone > run) {
            facts.add("Without sharing stages between recipes it would have been " + Numbers.duration(alone)
                    + ": sharing saved " + Numbers.duration(alone - run) + " ("
                    + Numbers.fixed(100 * (alone - run) / alone, 0) + " %).");
        }
        double planned = stages.stream().mapToDouble(StageCost::plannedSeconds).sum();
        double real = stages.stream().mapToDouble(StageCost::seconds).sum();
        if (planned > 0 && Double.isFinite(real)) {
            facts.add("The plan said " + Numbers.duration(planned) + " before the run; the stages took "
                    + ratio(real, planned) + " times that.");
        }
        return facts;
    }

    private static Row kindRow(String tone, String kind, List<StageCost> members, double total) {
        double seconds = members.stream().mapToDouble(StageCost::seconds).sum();
        double planned = members.stream().mapToDouble(StageCost::plannedSeconds).sum();
        return new Row(
                tone,
                List.of(
                        Cell.of(kind),
                        Cell.of(Integer.toString(members.size())),
                        Cell.of(Numbers.duration(seconds)),
                        Cell.of(Numbers.duration(planned)),
                        Cell.of(ratio(seconds, planned)),
                        Cell.of(Numbers.fixed(100 * seconds / total, 1))));
    }

    private static String ratio(double real, double planned) {
        return Numbers.fixed(real / planned, 2);
    }
}
