package io.firstlight.cli.command;

import io.firstlight.core.progress.ConsoleProgress;
import io.firstlight.core.text.Quantities;
import io.firstlight.study.store.Store;
import io.firstlight.study.store.StoreCheck;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        description = "Looks after finished stages.",
        subcommands = StoreCommand.Verify.class,
        footerHeading = "%nExample:%n",
        footer = "  ./firstlight store verify")
public final class StoreCommand extends CommandGroup {
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Compares every byte of every finished stage and checkpoint with the hash it was written with.",
                "Runs do so with what they use, when they use it; this reads everything.",
                "Exit code 2 if anything is wrong."
            },
            footerHeading = "%nExamples:%n",
            footer = {"  ./firstlight store verify", "  ./firstlight store verify --store /data/store --json"})
    static final class Verify implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private PlaceOptions places;

        @Mixin
        private JsonOption json;

        @Override
        public Integer call() {
            long start = System.nanoTime();
            StoreCheck check;
            try (Store store = Store.openToRead(places.store(), ConsoleProgress.ofProcess()::message)) {
                check = store.verify();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            json.print(spec.commandLine().getOut(), check, () -> text(check, seconds));
            return check.faults().isEmpty() ? 0 : 2;
        }

        private static String text(StoreCheck check, double seconds) {
            StringBuilder text = new StringBuilder("Read ")
                    .append(check.stages())
                    .append(" finished stages and ")
                    .append(check.checkpoints())
                    .append(" checkpoints in ")
                    .append(Quantities.seconds(seconds))
                    .append(".\n");
            check.faults().forEach(fault -> text.append(fault).append(".\n"));
            return text.append(check.faults().isEmpty() ? "Nothing is wrong.\n" : "")
                    .toString();
        }
    }
}
