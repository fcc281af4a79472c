package io.firstlight.data.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.firstlight.core.error.UserException;
import io.firstlight.core.file.Checksums;
import io.firstlight.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data set on disk, in the layout of docs/dataset-layout.md. Opening checks that the files every study needs are
 * there; the others are checked when they are asked for. Immutable.
 */
public final class DatasetDirectory {
    private final Path root;
    private final DatasetDescription description;

    private DatasetDirectory(Path root, DatasetDescription description) {
        this.root = root;
        this.description = description;
    }

    /**
     * @throws UserException if the folder, {@code dataset.json}, {@code tokenizer.json} or {@code text/train.jsonl} is
     *     missing or unreadable, or the layout is newer than this Firstlight
     */
    public static DatasetDirectory open(Path root) {
        if (!Files.isDirectory(root)) {
            throw new UserException("there is no data set folder " + root + "; check data.directory in the study file");
        }
        DatasetDirectory directory = new DatasetDirectory(root, describe(root.resolve("dataset.json")));
        directory.tokenizerFile();
        directory.trainText();
        return directory;
    }

    private static DatasetDescription describe(Path file) {
        DatasetDescription description;
        try {
            description = Json.mapper().readValue(Files.readAllBytes(file), DatasetDescription.class);
        } catch (JsonProcessingException e) {
            throw new UserException(
                    file + " is not a valid description of a data set: " + e.getOriginalMessage()
                            + "; docs/dataset-layout.md describes the layout",
                    e);
        } catch (IOException e) {
            throw new UserException(
                    "cannot read " + file + "; a data set folder needs one, see docs/dataset-layout.md", e);
        }
        if (description.formatVersion() > DatasetDescription.FORMAT_VERSION) {
            throw new UserException(
                    file + " has format version " + description.formatVersion() + "; this Firstlight reads up to "
                            + DatasetDescription.FORMAT_VERSION + ". Use a newer Firstlight");
        }
        if (description.formatVersion() < 1 || description.tilePixels() < 1) {
            throw new UserException(file + " needs a formatVersion and tilePixels of at least 1, found "
                    + description.formatVersion() + " and " + description.tilePixels());
        }
        return description;
    }

    public Path root() {
        return root;
    }

    public DatasetDescription description() {
        return description;
    }

    public Path tokenizerFile() {
        return required("tokenizer.json");
    }

    public Path trainText() {
        return required("text/train.jsonl");
    }

    /** Held-out documents for the text loss. */
    public Path validationText() {
        return required("text/validation.jsonl");
    }

    /** Images of {@code set}: "encoder", "mixture", "dialogues" or "evaluation". */
    public Path imageArchive(String set) {
        return required("images/" + set + ".tar");
    }

    /** Captions of {@code set}: "encoder" or "mixture". */
    public Path captionFile(String set) {
        return required("captions/" + set + ".jsonl");
    }

    public Path dialogueFile() {
        return required("dialogues/train.jsonl");
    }

    /** The list of evaluation tasks. */
    public Path evaluationTasks() {
        return required("evaluation/tasks.json");
    }

    /** Names of the image sets that are there, sorted. */
    public List<String> imageSets() {
        Path folder = root.resolve("images");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".tar"))
                    .map(name -> name.substring(0, name.length() - ".tar".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * SHA-256 over names and content of all files: equal data gives equal fingerprints wherever it lies. Reads
     * everything.
     */
    public String fingerprint() {
        MessageDigest digest = Checksums.newSha256();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .sorted((a, b) -> name(a).compareTo(name(b)))
                    .toList()) {
                digest.update((name(file) + "\n" + Checksums.sha256(file) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UserException("cannot read the data set " + root + ": " + e.getMessage(), e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private Path required(String name) {
        Path file = root.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new UserException(
                    "the data set " + root + " has no file " + name + "; docs/dataset-layout.md describes the layout");
        }
        return file;
    }
}
