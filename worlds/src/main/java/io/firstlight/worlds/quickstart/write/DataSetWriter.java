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
import io.firstlight.worlds.quickstart.dialogue.Dialogue;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.task.WorldEvaluation;
import io.firstlight.worlds.quickstart.task.WorldTask;
import io.firstlight.worlds.quickstart.text.CaptionPair;
import io.firstlight.worlds.quickstart.text.Corpus;
import io.firstlight.worlds.quickstart.text.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Writes the parts of a data set directory; after a failure the caller discards the directory. */
public final class DataSetWriter {
    private static final String TOKENIZER = "tokenizer.json";
    private static final String TASKS = "evaluation/tasks.json";
    private final CatalogWriter catalog;
    private final Path directory;
    private final Progress progress;
    private final long seed;
    private final ObjectNode counts = Lines.object();

    /**
     * A writer into an empty directory.
     *
     * @param name name of the data set
     */
    public DataSetWriter(String name, Path directory, long seed, Progress progress) {
        this.catalog = new CatalogWriter(name);
        this.directory = directory;
        this.seed = seed;
        this.progress = progress;
    }

    /** Writes the tokenizer. */
    public void vocabulary(Vocabulary vocabulary) throws IOException {
        json(TOKENIZER, TokenizerJson.of(vocabulary));
        count("vocabulary", vocabulary.size());
    }

    /** Writes the sources "text" and "validation". */
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

    /** Writes a source of captioned images. */
    public void captions(String name, List<Scene> scenes) throws IOException {
        images(name, scenes);
        String captions = "captions/" + name + ".jsonl";
        lines(
                captions,
                scenes.stream()
                        .map(s -> Lines.caption(s, CaptionPair.of(s, RandomDraws.of(seed, "caption/" + s.key(), 0)))));
        catalog.source(name, SampleFormats.CAPTIONS, captions, imageFile(name));
    }

    /**
     * Writes a source of dialogues.
     *
     * @param scenes the scenes that the dialogues are about
     */
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

    /** Writes a benchmark: its tasks, items and images. */
    public void benchmark(String name, WorldEvaluation evaluation) throws IOException {
        images(name, evaluation.scenes());
        ArrayNode tasks = Json.mapper().createArrayNode();
        Arrays.stream(WorldTask.values()).map(Lines::task).forEach(tasks::add);
        json(TASKS, tasks);
        for (WorldTask task : WorldTask.values()) {
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

    /** Adds a number to the counts that the catalog states. */
    public void count(String name, long value) {
        counts.put(name, value);
    }

    /**
     * Writes the catalog. It must be the last file, because a directory with a catalog is a data set.
     *
     * @param notices attributions that the licences of the sources require
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
