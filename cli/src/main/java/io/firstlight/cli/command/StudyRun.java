package io.firstlight.cli.command;

import io.firstlight.cli.study.StudySession;
import io.firstlight.study.cost.PlanTable;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Running and reporting a study, for the commands that do. */
final class StudyRun {
    private StudyRun() {}

    static int runAndReport(CommandSpec spec, StudySession session, boolean fresh, JsonOption json) {
        PrintWriter err = spec.commandLine().getErr();
        session.run(fresh, plan -> err.println(PlanTable.render(plan)));
        return 0;
    }
}
