package io.firstlight.study.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.study.machine.NumericsClass;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.device.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recorded numbers of one {@link NumericsClass}, in {@code src/test/resources/golden/CLASS.txt}: lines of a name, " = "
 * and numbers in the shortest form that gives back their bits. On a recorded class numbers must be equal to the bit. On
 * any other they must be near those of one recorded class, and the test says that it compared so. How near is measured:
 * a series may differ by a few times as much as the recorded classes differ in it, so that a real change still fails.
 *
 * <p>To record, run with {@code -Dfirstlight.recordGolden=true}; for the classes that an x86-64 machine with AVX-512
 * can run, once as it is and once each with {@code ATEN_CPU_CAPABILITY=avx2 MKL_ENABLE_INSTRUCTIONS=AVX2
 * ONEDNN_MAX_CPU_ISA=AVX2} and {@code ATEN_CPU_CAPABILITY=default MKL_ENABLE_INSTRUCTIONS=SSE4_2
 * ONEDNN_MAX_CPU_ISA=SSE41} in the environment.
 */
final class GoldenFile {
    /** Smallest tolerance on a class without a file, relative to the greatest magnitude of a series. */
    private static final double LEAST_TOLERANCE = 2e-5;
    /** The tolerance on a class without a file, as a multiple of the largest difference between recorded classes. */
    private static final double SPREADS = 8;

    private static final String RECORD_PROPERTY = "firstlight.recordGolden";
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
    private static final String VERSION = "numericsVersion";
    private static final String MACHINE = "recorded on";

    private GoldenFile() {}

    static void check(Map<String, double[]> found, int numericsVersion) throws IOException {
        NumericsClass here = NumericsClass.here(Placement.CPU);
        Path file = FOLDER.resolve(here.instructionSet() + "-" + here.probe() + ".txt");
        if (Boolean.getBoolean(RECORD_PROPERTY)) {
            record(file, found, numericsVersion, here);
        }
        if (Files.isRegularFile(file)) {
            List<String> differences = differences(read(file, numericsVersion), found, Map.of());
            assertThat(differences)
                    .as("numbers that differ from " + file + " on the numerics class that it was recorded on."
                            + howToRecord())
                    .isEmpty();
            return;
        }
        System.out.println("golden numbers: the numerics class " + here + " has no file in " + FOLDER
                + "; comparing within rounding instead of to the bit");
        List<Map<String, double[]>> recorded = new ArrayList<>();
        for (Path other : files()) {
            recorded.add(read(other, numericsVersion));
        }
        Map<String, Double> tolerances = tolerances(recorded);
        List<List<String>> differences = recorded.stream()
                .map(numbers -> differences(numbers, found, tolerances))
                .toList();
        assertThat(differences)
                .as("numbers that are not within rounding of any recorded class." + howToRecord())
                .anyMatch(List::isEmpty);
    }

    private static Map<String, Double> tolerances(List<Map<String, double[]>> recorded) {
        Map<String, Double> tolerances = new HashMap<>();
        for (Map<String, double[]> one : recorded) {
            for (Map<String, double[]> other : recorded) {
                one.forEach((name, values) -> tolerances.merge(
                        name,
                        Math.max(LEAST_TOLERANCE, SPREADS * distance(values, other.getOrDefault(name, values))),
                        Math::max));
            }
        }
        return tolerances;
    }

    /** Greatest difference of two series, relative to the greatest number. */
    private static double distance(double[] values, double[] others) {
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        double distance = 0;
        for (int i = 0; i < values.length; i++) {
            distance = Math.max(distance, Math.abs(values[i] - others[i]) / largest);
        }
        return distance;
    }

    private static String howToRecord() {
        return "\nIf the change is meant: raise Stage.NUMERICS_VERSION, give the reason in docs/LOG.md, record anew:"
                + " mvn -pl study -am -Dtest=GoldenStudyTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -D" + RECORD_PROPERTY + "=true test; the Javadoc of GoldenFile says how for other classes.";
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    private static void record(Path file, Map<String, double[]> found, int numericsVersion, NumericsClass here)
            throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(VERSION + " = " + numericsVersion);
        lines.add(MACHINE + " = " + words(here));
        found.forEach((name, values) -> lines.add(
                name + " = " + Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "))));
        Files.createDirectories(FOLDER);
        Files.write(file, lines);
    }

    private static String words(NumericsClass here) {
        return "libtorch " + Engine.describe().libtorchVersion() + ", " + here + ", " + System.getProperty("os.name")
                + " " + System.getProperty("os.arch") + ", Java "
                + Runtime.version().feature();
    }

    private static Map<String, double[]> read(Path file, int numericsVersion) throws IOException {
        Map<String, double[]> series = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split(" = ", 2);
            if (parts[0].equals(VERSION)) {
                assertThat(Integer.parseInt(parts[1]))
                        .as("numerics version of " + file + " against Stage.NUMERICS_VERSION." + howToRecord())
                        .isEqualTo(numericsVersion);
            } else if (!parts[0].equals(MACHINE)) {
                series.put(
                        parts[0],
                        Arrays.stream(parts[1].split(" "))
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
        return series;
    }

    /**
     * The differences between two sets of series, one text each.
     *
     * @param tolerances relative tolerance of each series; empty for bitwise equality
     */
    private static List<String> differences(
            Map<String, double[]> expected, Map<String, double[]> found, Map<String, Double> tolerances) {
        if (!expected.keySet().equals(found.keySet())) {
            return List.of("series " + found.keySet() + ", expected " + expected.keySet());
        }
        List<String> differences = new ArrayList<>();
        expected.forEach((name, values) -> {
            double[] others = found.get(name);
            if (others.length != values.length) {
                differences.add(name + ": " + others.length + " numbers, expected " + values.length);
            } else if (tolerances.isEmpty()) {
                int first = Arrays.mismatch(values, others);
                if (first >= 0) {
                    differences.add(name + ", number " + first + ": " + others[first] + ", expected " + values[first]);
                }
            } else if (!(distance(values, others) <= tolerances.get(name))) {
                differences.add(name + ": a distance of " + distance(values, others) + ", expected at most "
                        + tolerances.get(name));
            }
        });
        return differences;
    }
}
