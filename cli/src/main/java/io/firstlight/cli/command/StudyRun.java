package io.firstlight.cli.command;

import io.firstlight.cli.study.StudyReport;
import io.firstlight.cli.study.StudySession;
import io.firstlight.core.text.Quantities;
import io.firstlight.report.terminal.ResultsTable;
import io.firstlight.study.cost.PlanTable;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Running and reporting a study, for the commands that do. */
final class StudyRun {
    private StudyRun() {}

    /** Runs what is missing. The plan is printed only when something is. */
    static int runAndReport(CommandSpec spec, StudySession session, boolean fresh, JsonOption json) {
        PrintWriter err = spec.commandLine().getErr();
        long start = System.nanoTime();
        boolean ran = session.run(fresh, plan -> err.println(PlanTable.render(plan)));
        if (ran) {
            err.println("Ran in " + Quantities.seconds((System.nanoTime() - start) / 1e9) + ".");
        } else {
            err.println("Everything is in the store already; this only reports. --fresh runs the study again.");
        }
        return report(spec, session, json);
    }

    static int report(CommandSpec spec, StudySession session, JsonOption json) {
        StudyReport report = session.report();
        json.print(
                spec.commandLine().getOut(),
                report.results(),
                () -> "\n" + ResultsTable.render(report.results(), Ansi.AUTO.enabled()) + "\nReport: "
                        + report.html().toAbsolutePath() + "\n");
        return 0;
    }
}
