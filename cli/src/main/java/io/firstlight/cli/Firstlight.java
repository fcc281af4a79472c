package io.firstlight.cli;

import io.firstlight.cli.command.AskCommand;
import io.firstlight.cli.command.BenchCommand;
import io.firstlight.cli.command.DataCommand;
import io.firstlight.cli.command.DoctorCommand;
import io.firstlight.cli.command.QuickstartCommand;
import io.firstlight.cli.command.StoreCommand;
import io.firstlight.cli.command.StudyCommand;
import io.firstlight.cli.command.Version;
import io.firstlight.cli.command.VersionCommand;
import io.firstlight.cli.failure.Failures;
import io.firstlight.core.text.TextTable;
import io.firstlight.tensor.Engine;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line's root, started by the launcher. */
@Command(
        name = "firstlight",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "When should images enter the pre-training of a vision-language model?",
        description = {
            "",
            "Runs the study on your machine, with your budget, and tells which recipe to use and how sure it is.",
            ""
        },
        synopsisHeading = "%nUsage: ",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./firstlight quickstart                      the whole study in small, about 15 minutes",
            "  ./firstlight quickstart --budget tiny        a smoke test, under 90 seconds",
            "  ./firstlight study plan studies/my.yaml      what a study of your own would cost",
            "  ./firstlight ask \"What is this?\" --image cat.png",
            "",
            "Exit codes: 0 done, 1 a fault in Firstlight, 2 something to fix in the command or its input,",
            "130 interrupted."
        },
        subcommands = {
            QuickstartCommand.class,
            StudyCommand.class,
            AskCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            DataCommand.class,
            StoreCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
public final class Firstlight {

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Engine.tell(notice -> err.println("firstlight: " + notice));
        // Not by returning: libtorch's and MKL's threads are no daemons everywhere.
        System.exit(run(out, err, arguments));
    }

    /** Runs one command line and returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Failures failures = new Failures(Path.of("runs", "faults"));
        CommandLine commandLine = new CommandLine(new Firstlight())
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(TextTable.WIDTH)
                .setUsageHelpLongOptionsMaxWidth(30)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
        try {
            return commandLine.execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
        } catch (Error fault) {
            // picocli hands on what is no Exception: a native library that does not load, a heap that is full.
            return failures.unexpected(fault, err, List.of(arguments));
        }
    }
}
