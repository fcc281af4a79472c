package io.firstlight.worlds.quickstart.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.catalog.CatalogWriter;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.store.JsonLinesWriter;
import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.data.tokenize.SpecialTokens;
import io.firstlight.worlds.quickstart.chance.Draws;
import io.firstlight.worlds.quickstart.dialogue.Dialogue;
import io.firstlight.worlds.quickstart.scene.Scene;
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
import java.util.stream.Stream;

/** Writes the parts of a data set directory; the caller makes it whole or discards it. */
public final class DataSetWriter {
    private static final String TOKENIZER = "tokenizer.json";
    private static final String TASKS = "evaluation/tasks.json";
    private final CatalogWriter catalog;
    private final Path directory;
    private final Progress progress;
    private final long seed;
    private final ObjectNode counts = Lines.object();

    /** @param name of the data set */
    public DataSetWriter(String name, Path directory, long seed, Progress progress) {
        this.catalog = new CatalogWriter(name);
        this.directory = directory;
        this.seed = seed;
        this.progress = progress;
    }

    public void vocabulary(Vocabulary vocabulary) throws IOException {
        json(TOKENIZER, TokenizerJson.of(vocabulary));
        count("vocabulary", vocabulary.size());
    }

    public void corpus(Corpus corpus) throws IOException {
        source(
                "text",
                SampleFormats.TEXT,
                "text/train.jsonl",
                corpus.training().stream().map(Lines::document));
        source(
                "validation",
                SampleFormats.TEXT,
                "text/validation.jsonl",
                corpus.validation().stream().map(Lines::document));
        count("textDocuments", corpus.training().size());
        count("textTokens", corpus.tokens());
        count("textDocumentsDroppedForUnknownWords", corpus.droppedForUnknownWords());
        count("validationDocuments", corpus.validation().size());
    }

    /** A source of captioned images. */
    public void captions(String name, List<Scene> scenes) throws IOException {
        images(name, scenes);
        String captions = "captions/" + name + ".jsonl";
        lines(
                captions,
                scenes.stream().map(s -> Lines.caption(s, Captions.of(s, Draws.of(seed, "caption/" + s.key(), 0)))));
        catalog.source(name, SampleFormats.CAPTIONS, captions, imageFile(name));
    }

    /** @param scenes that the dialogues are about */
    public void dialogues(String name, List<Scene> scenes, List<Dialogue> dialogues) throws IOException {
        images(name, scenes);
        String file = "dialogues/train.jsonl";
        lines(file, dialogues.stream().map(Lines::dialogue));
        catalog.source(name, SampleFormats.DIALOGUES, file, imageFile(name));
        count(name, dialogues.size());
        count(
                "dialogueTurns",
                dialogues.stream().mapToLong(d -> d.turns().size()).sum());
    }

    public void benchmark(String name, Evaluation evaluation) throws IOException {
        images(name, evaluation.scenes());
        ArrayNode tasks = Json.mapper().createArrayNode();
        Arrays.stream(Task.values()).map(Lines::task).forEach(tasks::add);
        json(TASKS, tasks);
        for (Task task : Task.values()) {
            lines(
                    "evaluation/" + task.serializedName() + ".jsonl",
                    evaluation.items().stream().filter(i -> i.task() == task).map(Lines::item));
        }
        catalog.benchmark(name, TASKS, imageFile(name));
        count("evaluationItems", evaluation.items().size());
    }

    private void images(String name, List<Scene> scenes) throws IOException {
        ImageArchiveWriter.write(
                directory.resolve(imageFile(name)),
                scenes.stream().map(Scene::image).toList(),
                progress);
        lines("provenance/" + name + ".jsonl", scenes.stream().map(Lines::provenance));
        count(name + "Images", scenes.size());
    }

    private static String imageFile(String name) {
        return "images/" + name + ".tar";
    }

    private void source(String name, String kind, String file, Stream<? extends JsonNode> records) throws IOException {
        lines(file, records);
        catalog.source(name, kind, file);
    }

    private void lines(String file, Stream<? extends JsonNode> records) throws IOException {
        try (JsonLinesWriter writer = JsonLinesWriter.create(directory.resolve(file))) {
            for (JsonNode line : (Iterable<JsonNode>) records.map(JsonNode.class::cast)::iterator) {
                writer.write(line);
            }
        }
    }

    public void count(String name, long value) {
        counts.put(name, value);
    }

    /**
     * The catalog, last: from then on the directory is a data set.
     *
     * @param notices what the sources' licences ask to be said
     */
    public void catalog(List<String> notices) throws IOException {
        notices.forEach(notice -> catalog.notice(Json.tree(notice)));
        ObjectNode about = Lines.object().put("seed", seed);
        about.set("counts", counts);
        catalog.tokenizer(TOKENIZER, SpecialTokens.DEFAULT)
                .template(new PromptTemplate("<question> ", " <answer> "))
                .about(about)
                .write(directory);
    }

    private void json(String file, Object value) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, Json.pretty(value), StandardCharsets.UTF_8);
    }
}
