package io.firstlight.bench.train;

import io.firstlight.core.progress.Progress;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.decoder.DecoderOperations;
import io.firstlight.model.family.openlm.OpenLmConfig;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.ParallelParts;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.train.objective.NextTokenGradient;
import io.firstlight.train.optimizer.AdamW;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Whole training steps (forward, chunked loss, backward, clipping, AdamW) of decoders of standard sizes, against the
 * machine's own limit: the float32 matrix product rate measured before, between and after in the same run, since shared
 * machines drift within seconds.
 */
public final class TrainBenchmark {
    private static final int GEMM_SIDE = 2048;
    private static final int PRODUCTS_BETWEEN_STEPS = 3;

    private TrainBenchmark() {}

    /**
     * What is timed.
     *
     * @param rows of a batch
     * @param columns of a batch
     */
    public record BenchmarkCase(String name, DecoderConfig decoder, int rows, int columns) {}

    /**
     * What was measured.
     *
     * @param tokensPerSecond median over the steps
     * @param rates by 6 FLOP a parameter and token, causal attention included
     * @param memory of the process after the first timed step and after the last
     */
    public record BenchmarkResult(
            String name, long parameters, double tokensPerSecond, BenchmarkRates rates, BenchmarkMemory memory) {}

    /**
     * Medians over the run, so that the two sides of each ratio meet other work on the machine alike.
     *
     * @param gflops of the model's arithmetic
     * @param gemmGflops of a matrix product
     * @param ratio of a step to the products right before and after it
     * @param ratioToFastest of a step to the fastest of the products before it: stricter, the more other work there is
     */
    public record BenchmarkRates(double gflops, double gemmGflops, double ratio, double ratioToFastest) {
        /**
         * From the rates of one run.
         *
         * @param steps GFLOP/s of each step
         * @param products of those before each step and, last, of those after the last
         */
        static BenchmarkRates of(List<Double> steps, List<List<Double>> products) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                ratios.add(steps.get(i)
                        / median(Stream.concat(products.get(i).stream(), products.get(i + 1).stream())
                                .toList()));
            }
            double gflops = median(steps);
            double fastest = median(products.subList(0, steps.size()).stream()
                    .map(Collections::max)
                    .toList());
            return new BenchmarkRates(
                    gflops, median(products.stream().flatMap(List::stream).toList()), median(ratios), gflops / fastest);
        }
    }

    /**
     * Memory of the process.
     *
     * @param residentBytes of the process after the last step
     * @param nativeFirstBytes resident memory less about what the Java heap has touched, after the first timed step
     * @param nativeLastBytes the same after the last
     * @param handlesGrown native objects that outlived their step, over all timed steps; 0 when nothing leaks
     */
    public record BenchmarkMemory(long residentBytes, long nativeFirstBytes, long nativeLastBytes, long handlesGrown) {}

    public static List<BenchmarkCase> standardCases() {
        return List.of(
                new BenchmarkCase("quick", new OpenLmConfig(4096, 128, 4, 4, 336), 8, 96),
                new BenchmarkCase("9M", new OpenLmConfig(8192, 256, 6, 4, 704), 16, 256),
                new BenchmarkCase("42M", new OpenLmConfig(16384, 512, 8, 8, 1408), 4, 512));
    }

    /**
     * Times {@code steps} training steps after two that are not counted.
     *
     * @param progress gets each step, with resident memory, which should not grow after the first steps
     */
    public static BenchmarkResult run(
            BenchmarkCase benchmark, Placement placement, int threads, int steps, Progress progress) {
        Engine.setComputeThreads(threads);
        DecoderConfig decoder = benchmark.decoder();
        VisionLanguageModelConfig config = new VisionLanguageModelConfig(decoder, new Vision.None());
        try (VisionLanguageModel model = new VisionLanguageModel(config, 1, placement)) {
            model.parameters().trainAll();
            AdamW.UpdateSettings settings =
                    new AdamW.UpdateSettings(0.9, 0.95, 1e-8, (module, role) -> new AdamW.UpdateOptions(1, 0.1));
            try (AdamW optimizer = new AdamW(model.parameters(), settings);
                    Progress.Task task =
                            progress.begin(benchmark.name() + " decoder, " + threads + " threads", steps, "steps")) {
                double gflopPerStep = (double) benchmark.rows()
                        * benchmark.columns()
                        * flopsPerToken(decoder, benchmark.columns())
                        / 1e9;
                List<Double> rates = new ArrayList<>();
                List<List<Double>> products = new ArrayList<>();
                long firstBytes = 0;
                long firstHandles = 0;
                for (int step = 0; step < steps + 2; step++) {
                    PackedTokens batch = batch(benchmark, step);
                    List<Double> before = productGflops(placement, threads);
                    long start = System.nanoTime();
                    step(model, optimizer, batch);
                    // The first two steps load code and fill the allocator.
                    if (step >= 2) {
                        rates.add(gflopPerStep / (System.nanoTime() - start) * 1e9);
                        products.add(before);
                    }
                    if (step == 2) {
                        firstBytes = nativeBytes();
                        firstHandles = Pointer.totalCount();
                    }
                    task.update(
                            Math.max(0, step - 1), String.format(Locale.ROOT, "%.2f GB native", nativeBytes() / 1e9));
                }
                products.add(productGflops(placement, threads));
                BenchmarkRates found = BenchmarkRates.of(rates, products);
                return new BenchmarkResult(
                        benchmark.name(),
                        decoder.numParameters(),
                        found.gflops() * 1e9 / flopsPerToken(decoder, benchmark.columns()),
                        found,
                        new BenchmarkMemory(
                                Pointer.physicalBytes(),
                                firstBytes,
                                nativeBytes(),
                                Pointer.totalCount() - firstHandles));
            }
        }
    }

    /** Forward and backward of one token that is also a target; a causal row sees half of its columns on average. */
    static double flopsPerToken(DecoderConfig decoder, int columns) {
        DecoderOperations operations = decoder.operations();
        return DecoderOperations.TRAINING * (operations.forwardPerToken(columns / 2.0) + operations.perTarget());
    }

    private static void step(VisionLanguageModel model, AdamW optimizer, PackedTokens batch) {
        model.parameters().zeroGradients();
        NextTokenGradient.add(model, batch, ImageInputs.NONE, batch.numTargets());
        double norm = optimizer.gradientNorm();
        optimizer.step(1e-4, Math.min(1, 1 / norm));
    }

    /**
     * About how much resident memory is not the Java heap's. A young heap takes its pages little by little until its
     * first collection, which looks like a leak for hundreds of steps; the most it has used is about what it has
     * touched.
     */
    private static long nativeBytes() {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return Pointer.physicalBytes() - heap;
    }

    private static PackedTokens batch(BenchmarkCase benchmark, int step) {
        int size = benchmark.rows() * benchmark.columns();
        KeyedRandom random = KeyedRandom.of(7, "benchmark", step);
        int[] ids = random.ints(size, 0, benchmark.decoder().vocabularySize()).toArray();
        int[] targets =
                random.ints(size, 0, benchmark.decoder().vocabularySize()).toArray();
        int[] positions = new int[size];
        for (int i = 0; i < size; i++) {
            positions[i] = i % benchmark.columns();
        }
        return new PackedTokens(
                benchmark.rows(),
                benchmark.columns(),
                ids,
                targets,
                new PackedTokens.Layout(new int[size], positions, ImageSpans.NONE));
    }

    /** GFLOP/s of a few square matrix products, one on each thread: the machine's limit at this moment. */
    private static List<Double> productGflops(Placement placement, int threads) {
        List<Double> rates = new ArrayList<>();
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            Tensor a = Tensors.full(placement, 0.5f, GEMM_SIDE, GEMM_SIDE);
            Tensor b = Tensors.full(placement, 0.25f, GEMM_SIDE, GEMM_SIDE);
            Tensor out = Tensors.full(placement, 0, threads, GEMM_SIDE, GEMM_SIDE);
            for (int i = 0; i < PRODUCTS_BETWEEN_STEPS; i++) {
                long start = System.nanoTime();
                ParallelParts.run(threads, thread -> {
                    try (TensorScope own = TensorScope.open();
                            GradMode off = GradMode.off()) {
                        torch.mm_out(out.select(0, thread), a, b);
                    }
                });
                rates.add(2.0 * threads * GEMM_SIDE * GEMM_SIDE * GEMM_SIDE / (System.nanoTime() - start));
            }
        }
        return rates;
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
