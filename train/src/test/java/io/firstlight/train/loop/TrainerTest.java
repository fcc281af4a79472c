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

    /**
     * On every machine: instruction sets differ in the last bits, which twenty steps make larger. To the bit, losses
     * are held by the study module's GoldenStudyTest, which also says what to do if they are meant to change.
     */
    @Test
    void theFirstTwentyLossesAreTheGoldenOnesAndTheSameInEveryRun() throws IOException {
        double[] golden = {
            4.680500284830729, 4.599665832519531, 4.599456530659139, 4.535083418132878, 4.315807182247899,
            4.15976816813151, 4.200099182128906, 4.114227549235026, 4.2463124593098955, 3.7109486208123674,
            3.8488723370207456, 3.942399342854818, 3.924200234292936, 3.743105354955641, 3.9671427408854165,
            3.4763468424479167, 3.7739893809086134, 3.9954808763236054, 3.7924142611228815, 3.8243880071559873
        };
        List<TrainingCurves.CurvePoint> points = TinyRun.run(
                        directory.resolve("work"), directory.resolve("out"), Length.everyStep(128 * 20), NEVER)
                .points();
        assertThat(points).hasSameSizeAs(golden);
        for (int i = 0; i < golden.length; i++) {
            assertThat(points.get(i).loss()).as("step " + i + " of " + points).isCloseTo(golden[i], within(1e-4));
        }
        TrainingCurves again =
                TinyRun.run(directory.resolve("work2"), directory.resolve("out2"), Length.everyStep(128 * 20), NEVER);
        assertThat(again.points()).isEqualTo(points);
    }

    @Test
    void theCurvesEndWhereTheStageEnds() throws IOException {
        TrainingCurves everyStep =
                TinyRun.run(directory.resolve("work"), directory.resolve("out"), Length.everyStep(128 * 20), NEVER);
        TrainingCurves thinned =
                TinyRun.run(directory.resolve("work2"), directory.resolve("out2"), new Length(128 * 20, 3), NEVER);
        TrainingCurves.CurvePoint last =
                everyStep.points().get(everyStep.points().size() - 1);
        TrainingCurves.CurvePoint lastThinned =
                thinned.points().get(thinned.points().size() - 1);
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
        assertThat(curves.points()).extracting(TrainingCurves.CurvePoint::units).containsExactly(110L, 114L);
        assertThat(curves.points())
                .containsExactly(
                        new TrainingCurves.CurvePoint(110, 0.1, 5.5),
                        new TrainingCurves.CurvePoint(114, 1.0 / 14, 12.5));
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
