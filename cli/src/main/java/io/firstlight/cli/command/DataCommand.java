package io.firstlight.cli.command;

import io.firstlight.cli.verify.DatasetCheck;
import io.firstlight.cli.verify.Findings;
import io.firstlight.core.progress.ConsoleProgress;
import io.firstlight.core.text.Quantities;
import io.firstlight.core.text.TextTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Looks at data sets of your own.",
        subcommands = DataCommand.Verify.class,
        footerHeading = "%nExample:%n",
        footer = "  ./firstlight data verify my-data")
public final class DataCommand extends CommandGroup {
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Reads a data set as a study would: every image is decoded, every text tokenized, every question "
                        + "loaded.",
                "Exit code 2 if anything is bad."
            },
            footerHeading = "%nExamples:%n",
            footer = {"  ./firstlight data verify my-data", "  ./firstlight data verify my-data --json > check.json"})
    static final class Verify implements Callable<Integer> {
        private static final int SHOWN = 20;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "DIR", description = "A data set in the layout of docs/dataset-layout.md.")
        private Path directory;

        @Mixin
        private JsonOption json;

        @Override
        public Integer call() {
            Findings.Result result = DatasetCheck.of(directory, ConsoleProgress.ofProcess());
            PrintWriter out = spec.commandLine().getOut();
            json.print(out, result, () -> text(result));
            return result.bad().isEmpty() ? 0 : 2;
        }

        private static String text(Findings.Result result) {
            TextTable table = TextTable.titled("part", "samples", "bad", "text tokens");
            result.parts()
                    .forEach(part -> table.row(
                            part.name(),
                            part.samples(),
                            part.bad(),
                            part.tokens() == 0 ? "" : Quantities.amount(part.tokens())));
            StringBuilder text = new StringBuilder(table.toString()).append('\n');
            if (!result.unread().isEmpty()) {
                TextTable unread = TextTable.titled("key that no stage reads", "part", "records");
                result.unread().forEach(key -> unread.row(key.key(), key.part(), key.records()));
                text.append(unread).append('\n');
            }
            result.notes().forEach(note -> text.append("Note: ").append(note).append(".\n"));
            if (result.bad().isEmpty()) {
                return text.append("Nothing is bad.\n").toString();
            }
            TextTable bad = TextTable.titled("bad sample", "reason");
            result.bad().stream().limit(SHOWN).forEach(sample -> bad.row(sample.place(), sample.reason()));
            text.append(bad);
            if (result.bad().size() > SHOWN) {
                text.append("and ").append(result.bad().size() - SHOWN).append(" more; --json lists them all\n");
            }
            return text.toString();
        }
    }
}
