package io.firstlight.cli.command;

import io.firstlight.bench.train.TrainBenchmark;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures speed on this machine.",
        subcommands = BenchCommand.Train.class,
        footerHeading = "%nExample:%n",
        footer = "  ./firstlight bench train --case 9M")
public final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "bench what? It knows: train");
    }

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
}
