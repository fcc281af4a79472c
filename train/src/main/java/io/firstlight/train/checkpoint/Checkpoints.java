package io.firstlight.train.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.file.FileManifest;
import io.firstlight.core.file.StoredJson;
import io.firstlight.core.json.Json;
import io.firstlight.tensor.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * Checkpoints of one running stage in one directory, each a directory {@code checkpoint-STEP} of safetensors, a
 * {@code state.json} and a {@code manifest.json} with its owner, format version, sizes and SHA-256. Written aside,
 * synced, renamed; the newest two are kept. A damaged one, or one of another stage, is named and the one before it is
 * used; without any the stage starts again. Holds float32 master weights and moments whatever the placement: those of
 * float64 are rounded, so that only float32 and bfloat16 runs resume to the last bit.
 */
public final class Checkpoints {
    private static final int FORMAT_VERSION = 3;
    private static final String NAME = "checkpoint-";
    private static final String STATE = "state.json";
    private static final int KEPT = 2;
    private final Path directory;
    private final String owner;
    private final Consumer<String> warnings;
    /** Skipped by {@link #latest}. They do not count among those that are kept. */
    private final Set<Path> damaged = new HashSet<>();

    /**
     * The checkpoints in {@code directory}, which need not exist yet.
     *
     * @param owner key of the stage whose checkpoints these are; those of another are refused
     * @param warnings gets a message about every damaged checkpoint that is skipped
     */
    public Checkpoints(Path directory, String owner, Consumer<String> warnings) {
        this.directory = directory;
        this.owner = owner;
        this.warnings = warnings;
    }

    /** What the manifest notes beside the files. */
    private record StepNote(String owner, long step) {}

    /** A verified checkpoint. */
    public record Restored(Path directory, long step, JsonNode state) {
        /** Copies the values of {@code file}'s tensors into {@code targets}; names and shapes must match exactly. */
        public void readInto(String file, Map<String, Tensor> targets) throws IOException {
            Safetensors.readInto(directory.resolve(file), targets, name -> true);
        }
    }

    /**
     * Saves the state after {@code step} steps.
     *
     * @param tensors by file name, then by tensor name
     */
    public void save(long step, Map<String, Map<String, Tensor>> tensors, Object state) throws IOException {
        Files.createDirectories(directory);
        Path target = directory.resolve(NAME + step);
        Path partial = directory.resolve(NAME + step + AtomicFiles.PARTIAL);
        AtomicFiles.deleteTree(partial);
        Files.createDirectories(partial);
        for (Map.Entry<String, Map<String, Tensor>> file : tensors.entrySet()) {
            Safetensors.write(partial.resolve(file.getKey()), file.getValue(), Map.of("format", "firstlight"));
        }
        AtomicFiles.writeString(partial.resolve(STATE), Json.pretty(state));
        FileManifest.write(partial.resolve(FileManifest.NAME), FORMAT_VERSION, new StepNote(owner, step));
        AtomicFiles.deleteTree(target);
        AtomicFiles.rename(partial, target);
        damaged.remove(target);
        for (Path useless : damaged) {
            AtomicFiles.deleteTree(useless);
        }
        damaged.clear();
        List<Path> all = newestFirst();
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            AtomicFiles.deleteTree(old);
        }
    }

    /**
     * The newest checkpoint that is whole and of this stage, or empty. A newer format is refused rather than passed
     * over.
     *
     * @param fault what speaks against going on from a state, in words; empty if nothing does
     */
    public Optional<Restored> latest(Function<JsonNode, Optional<String>> fault) throws IOException {
        for (Path candidate : newestFirst()) {
            Optional<FileManifest> manifest = FileManifest.read(candidate.resolve(FileManifest.NAME), FORMAT_VERSION);
            Optional<StepNote> note = manifest.flatMap(found -> found.about(StepNote.class));
            Optional<String> damage =
                    note.isEmpty() ? Optional.of(FileManifest.NAME + " is missing or damaged") : ownerFault(note.get());
            if (damage.isEmpty()) {
                damage = manifest.get().fault(candidate);
            }
            if (damage.isEmpty()) {
                JsonNode state = StoredJson.read(candidate.resolve(STATE), JsonNode.class, "delete that checkpoint");
                damage = fault.apply(state);
                if (damage.isEmpty()) {
                    return Optional.of(new Restored(candidate, note.get().step(), state));
                }
            }
            damaged.add(candidate);
            warnings.accept("checkpoint " + candidate + " cannot be used: " + damage.get()
                    + ". Training goes on from the one before it, or from the start of the stage.");
        }
        return Optional.empty();
    }

    private Optional<String> ownerFault(StepNote note) {
        if (note.owner() == null) {
            return Optional.of("an older Firstlight wrote it, which did not note the stage");
        }
        return owner.equals(note.owner())
                ? Optional.empty()
                : Optional.of("it is of another stage, " + note.owner() + ", and this is stage " + owner);
    }

    private List<Path> newestFirst() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> paths = Files.list(directory)) {
            paths.filter(path -> path.getFileName().toString().matches(NAME + "\\d+"))
                    .forEach(found::add);
        }
        found.sort(Comparator.comparingLong(Checkpoints::step).reversed());
        return found;
    }

    private static long step(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(NAME.length()));
    }
}
