package io.firstlight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.json.Json;
import io.firstlight.study.result.StudyResults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** A command run as the launcher runs it, with everything it printed. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(String... arguments) {
        StringWriter printed = new StringWriter();
        StringWriter errors = new StringWriter();
        int exitCode = Firstlight.run(new PrintWriter(printed, true), new PrintWriter(errors, true), arguments);
        return new CommandRun(exitCode, printed.toString(), errors.toString());
    }

    /** The results of {@code study run} in the tiny budget of {@code file}, under one seed, which must succeed. */
    static StudyResults ofTinyStudy(Path file, Path out) {
        CommandRun run = of(
                "study", "run", file.toString(), "--budget", "tiny", "--seeds", "1", "--json", "--out", out.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return Json.parse(run.out(), StudyResults.class);
    }

    /** {@code studies/quickstart.yaml} of this repository, which becomes the launcher's home as well. */
    static Path quickstartFile() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("studies").resolve("quickstart.yaml"))) {
            folder = folder.getParent();
        }
        System.setProperty("firstlight.home", folder.toString());
        return folder.resolve("studies").resolve("quickstart.yaml");
    }
}
