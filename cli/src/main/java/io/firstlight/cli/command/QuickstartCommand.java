package io.firstlight.cli.command;

import io.firstlight.cli.study.StudySession;
import io.firstlight.core.progress.ConsoleProgress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code study run} on the study that comes with Firstlight; an ordinary study file in every other respect. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the paper's study in miniature, on real drawings and dictionary text, and reports it.",
            "A second call finds everything in the store and only reports."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./firstlight quickstart                        about 15 minutes on two cores",
            "  ./firstlight quickstart --budget tiny          a smoke test, under 90 seconds; its scores say nothing",
            "  ./firstlight quickstart --budget full          every axis with 3 seeds, an hour or two",
            "  ./firstlight quickstart --json > summary.json"
        })
public final class QuickstartCommand implements Callable<Integer> {
    private static final String STUDY = "quickstart.yaml";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--budget",
            paramLabel = "NAME",
            defaultValue = "quick",
            description = "tiny, quick or full. Default: ${DEFAULT-VALUE}")
    private String budget;

    @Option(names = "--fresh", description = "Throw the study's finished stages away first; prepared data is kept.")
    private boolean fresh;

    @Mixin
    private StudyOptions options;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        return StudyRun.runAndReport(
                spec,
                StudySession.open(options.request(studyFile(), budget), ConsoleProgress.ofProcess()),
                fresh,
                json);
    }

    /** Beside the launcher, which says where that is. */
    private static Path studyFile() {
        return Path.of(System.getProperty("firstlight.home", ""))
                .resolve("studies")
                .resolve(STUDY);
    }
}
