package io.firstlight.study.plan;

import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.core.key.StageKey;
import io.firstlight.data.dataset.DatasetDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A data set that the user brings. It stays where it lies, so the store has its key but not its bytes: whoever reads it
 * finds it where the plan says, never where an earlier study with equal data found it, and only while it still has the
 * content of its key.
 */
public final class UserData {
    private static final Map<Path, Known> KNOWN = new ConcurrentHashMap<>();

    private UserData() {}

    /** @param state of the files when they had this fingerprint */
    private record Known(String state, String fingerprint) {}

    /** The stage of a data set with this fingerprint in {@code directory}. */
    static Stage stage(Path directory, String fingerprint) {
        return Stage.of(
                StageKind.PREPARE_DATA,
                "data: " + directory.getFileName(),
                new StageSettings.PrepareData("", "", Json.tree(Map.of()), fingerprint),
                directory.toString(),
                Map.of());
    }

    /**
     * Where the data set of a data stage lies.
     *
     * @param location of the stage in the plan at hand, empty for a world's data set
     * @param finished the stage's directory in the store
     * @throws UserException if the data set at {@code location} is gone or is no longer the one with this key
     */
    public static Path resolve(StageKey key, String location, Path finished) {
        if (location.isEmpty()) {
            return finished;
        }
        Path directory = Path.of(location);
        if (!stage(directory, fingerprint(directory)).key().equals(key)) {
            throw new UserException(
                    "the data set " + directory + " has changed since the study was planned, so this result cannot be "
                            + "made from it; run the same command again for a study of the data as they are now, or "
                            + "bring the old files back");
        }
        return directory;
    }

    /**
     * {@link DatasetDirectory#fingerprint()}, which reads every byte only if a file's name, size or time has changed
     * since.
     */
    public static String fingerprint(Path directory) {
        DatasetDirectory data = DatasetDirectory.open(directory);
        String state = state(directory);
        Known known = KNOWN.get(directory);
        if (known == null || !known.state().equals(state)) {
            known = new Known(state, data.fingerprint());
            KNOWN.put(directory, known);
        }
        return known.fingerprint();
    }

    private static String state(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            StringBuilder state = new StringBuilder();
            for (Path file : files) {
                state.append(file)
                        .append('\n')
                        .append(Files.size(file))
                        .append('\n')
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
            return state.toString();
        } catch (IOException e) {
            throw new UserException("cannot read the data set " + directory + ": " + e.getMessage(), e);
        }
    }
}
