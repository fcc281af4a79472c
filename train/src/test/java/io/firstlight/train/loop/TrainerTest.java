package io.firstlight.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.json.Json;
import io.firstlight.train.loop.TinyRun.Length;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final List<String> RESULT_FILES =
            List.of("weights.safetensors", "optimizer.safetensors", "position.json", "curves.json");
    private static final Duration NEVER = Duration.ofDays(1);
    /** Does not divide the 120 steps, so that the last interval is a part of one. */
    private static final int CURVE_POINTS = 7;

    @TempDir
    Path directory;

    @Test
    void theFirstTwentyLossesAreTheGoldenOnes() throws IOException {
        double[] golden = {
            4.6805, 4.5997, 4.5995, 4.5351, 4.3158, 4.1598, 4.2001, 4.1142, 4.2463, 3.7109, 3.8489, 3.9424, 3.9242,
            3.7431, 3.9671, 3.4763, 3.7740, 3.9955, 3.7924, 3.8244
        };
        List<TrainingCurves.Point> points = TinyRun.run(
                        directory.resolve("work"), directory.resolve("out"), Length.everyStep(128 * 20), NEVER)
                .points();
        List<Double> losses = new ArrayList<>();
        TrainingCurves all =
                TinyRun.run(directory.resolve("work2"), directory.resolve("out2"), Length.everyStep(128 * 20), NEVER);
        all.points().forEach(point -> losses.add(point.loss()));
        assertThat(points).isEqualTo(all.points());
        for (int i = 0; i < golden.length; i++) {
            assertThat(losses.get(i)).as("step " + i + " of " + losses).isCloseTo(golden[i], within(2e-3));
        }
    }

    @Test
    void theCurvesEndWhereTheStageEnds() throws IOException {
        TrainingCurves everyStep =
                TinyRun.run(directory.resolve("work"), directory.resolve("out"), Length.everyStep(128 * 20), NEVER);
        TrainingCurves thinned =
                TinyRun.run(directory.resolve("work2"), directory.resolve("out2"), new Length(128 * 20, 3), NEVER);
        TrainingCurves.Point last = everyStep.points().get(everyStep.points().size() - 1);
        TrainingCurves.Point lastThinned = thinned.points().get(thinned.points().size() - 1);
        assertThat(thinned.points()).hasSizeLessThan(7);
        assertThat(lastThinned.units()).isEqualTo(last.units());
        assertThat(lastThinned.learningRate()).isEqualTo(last.learningRate());
    }

    @Test
    void curvesEndedRightAfterAResumeAreTheSame() throws IOException {
        TrainingCurves curves = new TrainingCurves(100, 10);
        for (int step = 1; step <= 14; step++) {
            curves.add(100 + step, 1.0 / step, step);
        }
        TrainingCurves resumed = Json.parse(Json.pretty(curves), TrainingCurves.class);
        curves.end();
        resumed.end();
        assertThat(resumed.points()).isEqualTo(curves.points());
        assertThat(curves.points()).extracting(TrainingCurves.Point::units).containsExactly(110L, 114L);
        assertThat(curves.points())
                .containsExactly(
                        new TrainingCurves.Point(110, 0.1, 5.5), new TrainingCurves.Point(114, 1.0 / 14, 12.5));
    }

    @Test
    void aRunKilledAtRandomMomentsEndsWithTheSameBytes() throws Exception {
        long budget = 128 * 120;
        Path expected = directory.resolve("expected");
        TinyRun.run(directory.resolve("expected-work"), expected, new Length(budget, CURVE_POINTS), NEVER);
        Path output = directory.resolve("resumed");
        long seed = System.nanoTime();
        System.out.println("kill moments drawn with seed " + seed);
        Random random = new Random(seed);
        int kills = 0;
        boolean finished = false;
        for (int attempt = 0; attempt < 40 && !finished; attempt++) {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-Dorg.bytedeco.openblas.load=" + System.getProperty("org.bytedeco.openblas.load", ""),
                            "-cp",
                            System.getProperty("java.class.path"),
                            TinyRun.class.getName(),
                            directory.resolve("work").toString(),
                            output.toString(),
                            Long.toString(budget),
                            Integer.toString(CURVE_POINTS)))
                    .redirectErrorStream(true)
                    .redirectOutput(new File(directory.toFile(), "log"))
                    .start();
            // The first attempts are killed while they train, once there is a checkpoint to go on from.
            if (kills < 3) {
                waitForCheckpoints(process, kills * 20 + 1 + random.nextInt(15));
                if (process.isAlive()) {
                    kills++;
                }
                process.destroyForcibly().waitFor();
                finished = process.exitValue() == 0;
            } else {
                assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue())
                        .as(Files.readString(directory.resolve("log")))
                        .isZero();
                finished = true;
            }
        }
        assertThat(kills).as("the process was killed while it trained").isGreaterThanOrEqualTo(1);
        for (String file : RESULT_FILES) {
            assertThat(Files.readAllBytes(output.resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(expected.resolve(file)));
        }
    }

    private void waitForCheckpoints(Process process, int atStep) throws Exception {
        while (process.isAlive() && newestStep() < atStep) {
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
    }

    private int newestStep() throws IOException {
        Path work = directory.resolve("work");
        if (!Files.isDirectory(work)) {
            return -1;
        }
        try (var paths = Files.list(work)) {
            return paths.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("checkpoint-\\d+"))
                    .mapToInt(name -> Integer.parseInt(name.substring(11)))
                    .max()
                    .orElse(-1);
        }
    }
}
