package io.firstlight.cli.failure;

import io.firstlight.core.config.WantedFeature;
import io.firstlight.core.error.UserException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into messages and exit codes: 2 for what the user can fix, 1 for a fault of ours. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final String SHOW_TRACE = "FIRSTLIGHT_TRACE";
    private final Path traceFolder;

    /**
     * A handler that writes traces to {@code traceFolder}.
     *
     * @param traceFolder folder for the traces of unexpected faults
     */
    public Failures(Path traceFolder) {
        this.traceFolder = traceFolder;
    }

    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (fault instanceof UserException mistake) {
            showTrace(fault, err);
            err.println("firstlight: " + mistake.getMessage());
            return mistake.exitCode();
        }
        return unexpected(fault, err, parsed.originalArgs());
    }

    /**
     * Names a fault of ours, errors of the machine such as a library that does not load among them; returns the exit
     * code.
     */
    public int unexpected(Throwable fault, PrintWriter err, List<String> arguments) {
        showTrace(fault, err);
        Optional<String> limit = MachineLimits.explain(fault);
        if (limit.isPresent()) {
            err.println("firstlight: " + limit.get());
            return ExitCode.USAGE;
        }
        err.println("firstlight: unexpected fault: " + summary(fault));
        err.println(TraceFile.write(traceFolder, arguments, fault) + ".");
        return ExitCode.SOFTWARE;
    }

    private static void showTrace(Throwable fault, PrintWriter err) {
        if (System.getenv(SHOW_TRACE) != null) {
            fault.printStackTrace(err);
        }
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("firstlight: " + message(mistake));
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            boolean isWanted = unmatched.getUnmatched().stream()
                    .anyMatch(word -> WantedFeature.about(word).isPresent());
            if (!near.isEmpty() && !isWanted) {
                err.println("Did you mean "
                        + String.join(
                                " or ",
                                near.stream().map(name -> "'" + name + "'").toList()) + "?");
            }
        }
        err.println("See: ./" + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    /** The library counts arguments; people name them. */
    private static String message(ParameterException mistake) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return mistake.getMessage();
        }
        String first = unmatched.getUnmatched().get(0);
        Optional<String> wanted = WantedFeature.about(first);
        if (wanted.isPresent()) {
            return wanted.get();
        }
        boolean isCommand = !mistake.getCommandLine().getSubcommands().isEmpty();
        return (first.startsWith("-") ? "unknown option '" : isCommand ? "unknown command '" : "unexpected argument '")
                + first + "'";
    }

    /** The first line of the deepest cause that has one: libtorch puts sixteen lines of C++ behind it. */
    static String summary(Throwable fault) {
        String summary = fault.getClass().getSimpleName();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                summary = cause.getMessage().lines().findFirst().orElse(summary);
            }
        }
        return summary;
    }
}
