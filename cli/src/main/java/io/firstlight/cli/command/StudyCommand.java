package io.firstlight.cli.command;

import io.firstlight.cli.study.ResolvedStudy;
import io.firstlight.cli.study.StudyProgressView;
import io.firstlight.cli.study.StudySession;
import io.firstlight.core.progress.ConsoleProgress;
import io.firstlight.core.text.Quantities;
import io.firstlight.core.text.TextTable;
import io.firstlight.study.cost.CostedPlan;
import io.firstlight.study.cost.PlanTable;
import io.firstlight.study.run.StudyStatus;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "study",
        mixinStandardHelpOptions = true,
        description = "Plans, runs and reports a study of your own.",
        subcommands = {
            StudyCommand.Show.class,
            StudyCommand.Plan.class,
            StudyCommand.Run.class,
            StudyCommand.Status.class,
            StudyCommand.Report.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./firstlight study show studies/my.yaml                  the study with every default",
            "  ./firstlight study plan studies/my.yaml                  stages, tokens, memory, disk and time",
            "  ./firstlight study run studies/my.yaml --workers 2       runs what is missing, then reports",
            "  ./firstlight study status studies/my.yaml                from another terminal, while it runs",
            "  ./firstlight study report studies/my.yaml --json"
        })
public final class StudyCommand extends CommandGroup {
    /** What all five share: the file and how to read it. */
    abstract static class OneStudy implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The study file; docs/study-files.md explains every key.")
        private Path file;

        @Option(
                names = "--budget",
                paramLabel = "NAME",
                defaultValue = "",
                description = "One of the budgets that the file defines. Default: the file as it is.")
        private String budget;

        @Mixin
        private StudyOptions options;

        @Mixin
        JsonOption json;

        StudySession session() {
            return StudySession.open(options.request(file, budget), ConsoleProgress.ofProcess());
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {
                "Prints a study as it is understood: every key of the file with its default, the",
                "default recipe in the general form, and its stages under the first seed. Runs nothing."
            },
            footerHeading = "%nExample:%n",
            footer = "  ./firstlight study show studies/quickstart.yaml --budget full")
    static final class Show extends OneStudy {
        @Override
        public Integer call() {
            ResolvedStudy study = ResolvedStudy.of(session().plan());
            json.print(spec.commandLine().getOut(), study, study::toYaml);
            return 0;
        }
    }

    @Command(
            name = "plan",
            mixinStandardHelpOptions = true,
            description = "Prints what a study would do and cost: stages, tokens, FLOPs, memory, disk and time. Runs "
                    + "nothing.",
            footerHeading = "%nExample:%n",
            footer = "  ./firstlight study plan studies/quickstart.yaml --budget full --seeds 3")
    static final class Plan extends OneStudy {
        @Override
        public Integer call() {
            CostedPlan plan = session().costed();
            json.print(spec.commandLine().getOut(), plan.view(), () -> PlanTable.render(plan));
            return 0;
        }
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = {
                "Runs every stage that is not in the store yet, then evaluates and reports.",
                "Interrupted in any way, the same command continues from there."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  ./firstlight study run studies/my.yaml",
                "  ./firstlight study run studies/my.yaml --seeds 3 --out /data/runs"
            })
    static final class Run extends OneStudy {
        @Option(
                names = "--fresh",
                description = "Throw this study's finished stages away first; prepared data is kept.")
        private boolean fresh;

        @Override
        public Integer call() {
            return StudyRun.runAndReport(spec, session(), fresh, json);
        }
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Says how far a study is, also while another process runs it.",
            footerHeading = "%nExample:%n",
            footer = "  ./firstlight study status studies/my.yaml --json")
    static final class Status extends OneStudy {
        @Override
        public Integer call() {
            StudyProgressView view = StudyProgressView.of(session());
            json.print(spec.commandLine().getOut(), view, () -> text(view));
            return 0;
        }

        private static String text(StudyProgressView view) {
            TextTable table = TextTable.titled("kind of stage", "done", "of");
            view.kinds().forEach(kind -> table.row(kind.kind(), kind.done(), kind.total()));
            StringBuilder text = new StringBuilder(table.toString()).append('\n');
            for (StudyStatus status : view.running()) {
                text.append("Running in ")
                        .append(status.owner().process())
                        .append(", about ")
                        .append(Quantities.seconds(status.secondsLeft()))
                        .append(" left:\n");
                status.running()
                        .forEach(stage -> text.append("  ")
                                .append(stage.label())
                                .append(": ")
                                .append(Quantities.amount(stage.done()))
                                .append(stage.total() > 0 ? "/" + Quantities.amount(stage.total()) : "")
                                .append(' ')
                                .append(stage.unit())
                                .append(stage.detail().isEmpty() ? "" : ", " + stage.detail())
                                .append(stage.place().isEmpty() ? "" : " (" + stage.place() + ")")
                                .append('\n'));
            }
            if (view.running().isEmpty()) {
                text.append(
                        view.allDone()
                                ? "All done: ./firstlight study report shows it.\n"
                                : "Not running. ./firstlight study run continues it.\n");
            }
            if (!view.lastFailure().isEmpty() && !view.allDone()) {
                text.append(view.lastFailure()).append('\n');
            }
            if (!view.numericsMix().isEmpty()) {
                text.append(view.numericsMix()).append('\n');
            }
            if (!view.others().isEmpty()) {
                text.append("In the same store runs: ")
                        .append(String.join(", ", view.others()))
                        .append(".\n");
            }
            return text.toString();
        }
    }

    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            description = {
                "Writes the report of a study and prints its results.",
                "Of a study that runs or has stopped it shows what there is and says what is missing."
            },
            footerHeading = "%nExample:%n",
            footer = "  ./firstlight study report studies/my.yaml --json > summary.json")
    static final class Report extends OneStudy {
        @Override
        public Integer call() {
            return StudyRun.report(spec, session(), json);
        }
    }
}
