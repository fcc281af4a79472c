package io.firstlight.study.run;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.study.machine.NumericsClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The numerics classes that have worked on a stage, in a file beside its checkpoints: who goes on with a checkpoint of
 * another class ends with bytes that no class alone would give.
 */
final class NumericsNote {
    private static final String FILE = "numerics.txt";

    private NumericsNote() {}

    /** Notes {@code here} and returns all classes so far, in the order in which they came. */
    static String add(Path work, NumericsClass here) throws IOException {
        Path file = work.resolve(FILE);
        Set<String> classes = new LinkedHashSet<>(Files.exists(file) ? Files.readAllLines(file) : Set.of());
        if (classes.add(here.toString())) {
            AtomicFiles.writeString(file, String.join("\n", classes) + "\n");
        }
        return String.join(NumericsClass.BETWEEN, classes);
    }
}
