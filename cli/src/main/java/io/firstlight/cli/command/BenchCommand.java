package io.firstlight.cli.command;

import io.firstlight.bench.train.TrainBenchmark;
import io.firstlight.bench.verdict.StudySetting;
import io.firstlight.bench.verdict.VerdictBenchmark;
import io.firstlight.bench.verdict.VerdictRates;
import io.firstlight.core.error.UserException;
import io.firstlight.core.progress.ConsoleProgress;
import io.firstlight.core.progress.Progress;
import io.firstlight.core.text.Quantities;
import io.firstlight.core.text.TextTable;
import io.firstlight.tensor.device.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures speed on this machine, and how often verdicts are right.",
        subcommands = {BenchCommand.Train.class, BenchCommand.Verdict.class},
        footerHeading = "%nExample:%n",
        footer = {"  ./firstlight bench train --case 9M", "  ./firstlight bench verdict --studies 200"})
public final class BenchCommand extends CommandGroup {
    @Command(
            name = "train",
            mixinStandardHelpOptions = true,
            description = {
                "Times whole training steps of standard decoders against the float32 matrix product rate measured "
                        + "in the same run.",
                "The ratio is what to compare between machines and versions."
            },
            footerHeading = "%nExamples:%n",
            footer = {"  ./firstlight bench train", "  ./firstlight bench train --case 9M --steps 20 --json"})
    static final class Train implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--case", paramLabel = "NAME", description = "Only this decoder, such as 9M. Default: all.")
        private String only = "";

        @Option(
                names = "--steps",
                paramLabel = "N",
                defaultValue = "10",
                description = "Timed steps a decoder. Default: ${DEFAULT-VALUE}")
        private int steps;

        @Mixin
        private ThreadsOption threads;

        @Mixin
        private JsonOption json;

        @Override
        public Integer call() {
            if (steps < 1) {
                throw new UserException("--steps is " + steps + "; it must be at least 1");
            }
            List<TrainBenchmark.BenchmarkCase> cases = TrainBenchmark.standardCases().stream()
                    .filter(c -> only.isEmpty() || c.name().equals(only))
                    .toList();
            if (cases.isEmpty()) {
                throw new UserException("there is no case '" + only + "'; there are "
                        + TrainBenchmark.standardCases().stream()
                                .map(TrainBenchmark.BenchmarkCase::name)
                                .collect(Collectors.joining(", ")));
            }
            Progress progress = ConsoleProgress.ofProcess();
            List<TrainBenchmark.BenchmarkResult> results = new ArrayList<>();
            for (TrainBenchmark.BenchmarkCase benchmark : cases) {
                results.add(TrainBenchmark.run(benchmark, Placement.CPU, threads.count(), steps, progress));
            }
            json.print(spec.commandLine().getOut(), results, () -> table(results));
            return 0;
        }

        private static String table(List<TrainBenchmark.BenchmarkResult> results) {
            TextTable table = TextTable.titled(
                    "decoder",
                    "parameters",
                    "tokens/s",
                    "GFLOP/s",
                    "GEMM GFLOP/s",
                    "ratio",
                    "to fastest",
                    "memory",
                    "native grew");
            for (TrainBenchmark.BenchmarkResult result : results) {
                table.row(
                        result.name(),
                        Quantities.amount(result.parameters()),
                        Quantities.amount(result.tokensPerSecond()),
                        String.format(Locale.ROOT, "%.1f", result.rates().gflops()),
                        String.format(Locale.ROOT, "%.1f", result.rates().gemmGflops()),
                        String.format(Locale.ROOT, "%.2f", result.rates().ratio()),
                        String.format(Locale.ROOT, "%.2f", result.rates().ratioToFastest()),
                        Quantities.bytes(result.memory().residentBytes()),
                        String.format(
                                Locale.ROOT,
                                "%+.1f %%",
                                100.0
                                        * (result.memory().nativeLastBytes()
                                                - result.memory().nativeFirstBytes())
                                        / result.memory().nativeFirstBytes()));
            }
            return table.toString();
        }
    }

    @Command(
            name = "verdict",
            mixinStandardHelpOptions = true,
            description = {
                "Simulates studies whose truth is known, has them judged as a real study is, and counts how often "
                        + "verdicts and intervals are right.",
                "A verdict is false where the recommended recipe is called better or worse than one that is as good. "
                        + "Coverage is how often the truth is in a 95 %% interval: of a vision score, of a difference, "
                        + "of one from a recipe that varies more or between branches (odd), of the recommended "
                        + "recipe's objective (chosen), and of all its leads together."
            },
            footerHeading = "%nExamples:%n",
            footer = {"  ./firstlight bench verdict", "  ./firstlight bench verdict --setting 4x2 --studies 200 --json"
            })
    static final class Verdict implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--setting",
                paramLabel = "TEXT",
                description = "Only settings whose name has this text. Default: all.")
        private String only = "";

        @Option(
                names = "--studies",
                paramLabel = "N",
                defaultValue = "1000",
                description = "Studies a setting. Default: ${DEFAULT-VALUE}")
        private int studies;

        @Option(
                names = "--items",
                paramLabel = "N",
                defaultValue = "300",
                description = "Items of a task. Default: ${DEFAULT-VALUE}")
        private int items;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "20261128",
                description = "What the studies are drawn from. Default: ${DEFAULT-VALUE}")
        private long seed;

        @Mixin
        private JsonOption json;

        @Override
        public Integer call() {
            if (studies < 1 || items < 2) {
                throw new UserException("--studies is " + studies + " and --items " + items
                        + "; expected at least 1 study and 2 items");
            }
            List<StudySetting> settings = Stream.concat(
                            StudySetting.nullSettings().stream(), StudySetting.powerSettings().stream())
                    .filter(setting -> setting.name().contains(only))
                    .toList();
            if (settings.isEmpty()) {
                throw new UserException("no setting has '" + only + "' in its name");
            }
            Progress progress = ConsoleProgress.ofProcess();
            List<VerdictRates> rates = new ArrayList<>();
            for (StudySetting setting : settings) {
                progress.message("simulating " + studies + " studies: " + setting.name());
                rates.add(VerdictBenchmark.run(setting, studies, items, seed));
            }
            json.print(spec.commandLine().getOut(), rates, () -> table(rates));
            return 0;
        }

        private static String table(List<VerdictRates> all) {
            TextTable table = TextTable.titled(
                    "setting",
                    "false",
                    "effects",
                    "vision",
                    "diff",
                    "odd",
                    "odd diff",
                    "chosen",
                    "leads",
                    "best",
                    "power");
            for (VerdictRates rates : all) {
                table.row(
                        rates.setting(),
                        share(rates.claims().falseVerdict()),
                        share(rates.claims().falseEffect()),
                        share(rates.coverage().vision()),
                        share(rates.coverage().difference()),
                        share(rates.coverage().oddVision()),
                        share(rates.coverage().oddDifference()),
                        share(rates.coverage().recommended()),
                        share(rates.coverage().allLeads()),
                        share(rates.claims().best()),
                        share(rates.claims().power()));
            }
            return table.toString();
        }

        private static String share(double value) {
            return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
        }
    }
}
