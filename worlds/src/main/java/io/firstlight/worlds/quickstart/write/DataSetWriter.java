package io.firstlight.worlds.quickstart.write;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.worlds.quickstart.chance.Draws;
import io.firstlight.worlds.quickstart.dialogue.Dialogue;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.scene.SceneImage;
import io.firstlight.worlds.quickstart.task.Evaluation;
import io.firstlight.worlds.quickstart.task.Task;
import io.firstlight.worlds.quickstart.text.Captions;
import io.firstlight.worlds.quickstart.text.Corpus;
import io.firstlight.worlds.quickstart.text.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Writes the parts of a data set directory; the caller makes it whole or discards it. */
public final class DataSetWriter {
    public static final int FORMAT_VERSION = 1;
    private final Path directory;
    private final Progress progress;
    private final long seed;
    private final ObjectNode counts = Lines.object();

    public DataSetWriter(Path directory, long seed, Progress progress) {
        this.directory = directory;
        this.seed = seed;
        this.progress = progress;
    }

    public void vocabulary(Vocabulary vocabulary) throws IOException {
        json("tokenizer.json", TokenizerJson.of(vocabulary));
        count("vocabulary", vocabulary.size());
    }

    public void corpus(Corpus corpus) throws IOException {
        JsonLines.write(
                directory.resolve("text/train.jsonl"),
                corpus.training().stream().map(Lines::document));
        JsonLines.write(
                directory.resolve("text/validation.jsonl"),
                corpus.validation().stream().map(Lines::document));
        count("textDocuments", corpus.training().size());
        count("textTokens", corpus.tokens());
        count("textDocumentsDroppedForUnknownWords", corpus.droppedForUnknownWords());
        count("validationDocuments", corpus.validation().size());
    }

    /** Images and, when the set has them, captions. */
    public void images(String set, List<Scene> scenes, boolean captioned) throws IOException {
        List<SceneImage> images = scenes.stream().map(Scene::image).toList();
        ImageArchiveWriter.write(directory.resolve("images/" + set + ".tar"), images, progress);
        JsonLines.write(
                directory.resolve("provenance/" + set + ".jsonl"),
                scenes.stream().map(Lines::provenance));
        count(set + "Images", scenes.size());
        if (captioned) {
            JsonLines.write(
                    directory.resolve("captions/" + set + ".jsonl"),
                    scenes.stream()
                            .map(s -> Lines.caption(s, Captions.of(s, Draws.of(seed, "caption/" + s.key(), 0)))));
        }
    }

    public void dialogues(List<Dialogue> dialogues) throws IOException {
        JsonLines.write(
                directory.resolve("dialogues/train.jsonl"), dialogues.stream().map(Lines::dialogue));
        count("dialogues", dialogues.size());
        count(
                "dialogueTurns",
                dialogues.stream().mapToLong(d -> d.turns().size()).sum());
    }

    public void evaluation(Evaluation evaluation) throws IOException {
        images("evaluation", evaluation.scenes(), false);
        ArrayNode tasks = Json.mapper().createArrayNode();
        Arrays.stream(Task.values()).map(Lines::task).forEach(tasks::add);
        json("evaluation/tasks.json", tasks);
        for (Task task : Task.values()) {
            JsonLines.write(
                    directory.resolve("evaluation/" + task.serializedName() + ".jsonl"),
                    evaluation.items().stream().filter(i -> i.task() == task).map(Lines::item));
        }
        count("evaluationItems", evaluation.items().size());
    }

    public void count(String name, long value) {
        counts.put(name, value);
    }

    /**
     * The head file, last.
     *
     * @param notices what the sources' licences ask to be said
     */
    public void head(String name, List<String> notices) throws IOException {
        ObjectNode head = Lines.object()
                .put("formatVersion", FORMAT_VERSION)
                .put("name", name)
                .put("seed", seed)
                .put("tilePixels", SceneImage.TILE_PIXELS);
        head.putObject("template").put("beforeQuestion", "<question> ").put("beforeAnswer", " <answer> ");
        head.set("counts", counts);
        ArrayNode lines = head.putArray("notices");
        notices.forEach(lines::add);
        json("dataset.json", head);
    }

    private void json(String file, Object value) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, Json.pretty(value), StandardCharsets.UTF_8);
    }
}
