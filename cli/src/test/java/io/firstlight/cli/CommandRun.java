package io.firstlight.cli;

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
