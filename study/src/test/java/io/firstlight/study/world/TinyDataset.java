package io.firstlight.study.world;

import io.firstlight.core.json.Json;
import io.firstlight.data.catalog.CatalogWriter;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.data.tokenize.SpecialTokens;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The smallest data set in the layout of docs/dataset-layout.md: two tasks with 40 items on each split, images of one
 * tile.
 */
public final class TinyDataset {
    public static final int ITEMS = 40;
    private static final List<String> WORDS =
            List.of("<unk>", "<bos>", "<eot>", "what", "is", "this", "dog", "cat", "sun", "tree");
    private static final int TILE = 32;

    private TinyDataset() {}

    public static void write(Path root) throws IOException {
        text(root.resolve("tokenizer.json"), tokenizer());
        lines(root.resolve("text/train.jsonl"), List.of(Map.of("id", "1", "text", "this is dog")));
        lines(
                root.resolve("captions/mixture.jsonl"),
                List.of(
                        Map.of(
                                "image",
                                "m0",
                                "short",
                                "dog",
                                "rich",
                                "this is dog",
                                "concepts",
                                List.of("dog"),
                                "kind",
                                "single"),
                        Map.of(
                                "image",
                                "m1",
                                "short",
                                "cat",
                                "rich",
                                "this is cat",
                                "concepts",
                                List.of("cat"),
                                "kind",
                                "scene")));
        lines(
                root.resolve("dialogues/train.jsonl"),
                List.of(Map.of(
                        "id",
                        "d0",
                        "image",
                        "d0",
                        "conversations",
                        List.of(
                                Map.of("from", "human", "value", "is this dog"),
                                Map.of("from", "gpt", "value", "dog")))));
        text(
                root.resolve("evaluation/tasks.json"),
                List.of(
                        Map.of(
                                "name",
                                "naming",
                                "modality",
                                "visual",
                                "description",
                                "names",
                                "chance",
                                0.25,
                                "neighbourFloor",
                                true),
                        Map.of(
                                "name",
                                "cloze",
                                "modality",
                                "text",
                                "description",
                                "gaps",
                                "chance",
                                0.25,
                                "neighbourFloor",
                                false)));
        lines(root.resolve("evaluation/naming.jsonl"), items(true));
        lines(root.resolve("evaluation/cloze.jsonl"), items(false));
        lines(root.resolve("text/validation.jsonl"), List.of(Map.of("id", "v", "text", "this is cat")));
        tar(root.resolve("images/dialogues.tar"), Map.of("d0", TILE));
        Map<String, Integer> evaluationImages = new LinkedHashMap<>();
        for (int i = 0; i < ITEMS; i++) {
            evaluationImages.put("e" + i, TILE);
        }
        tar(root.resolve("images/evaluation.tar"), evaluationImages);
        tar(root.resolve("images/mixture.tar"), Map.of("m0", TILE, "m1", 2 * TILE));
        catalog().write(root);
    }

    /** The catalog of these files, for data sets that have more. */
    static CatalogWriter catalog() {
        return new CatalogWriter("tiny")
                .tokenizer("tokenizer.json", SpecialTokens.DEFAULT)
                .template(new PromptTemplate("what ", " this "))
                .source("text", SampleFormats.TEXT, "text/train.jsonl")
                .source("validation", SampleFormats.TEXT, "text/validation.jsonl")
                .source("mixture", SampleFormats.CAPTIONS, "captions/mixture.jsonl", "images/mixture.tar")
                .source("dialogues", SampleFormats.DIALOGUES, "dialogues/train.jsonl", "images/dialogues.tar")
                .benchmark("evaluation", "evaluation/tasks.json", "images/evaluation.tar")
                .notice(Json.tree("Drawn for a test."));
    }

    private static Map<String, Object> tokenizer() {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        WORDS.forEach(word -> vocabulary.put(word, vocabulary.size()));
        List<Object> special = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            special.add(Map.of(
                    "id",
                    i,
                    "content",
                    WORDS.get(i),
                    "single_word",
                    false,
                    "lstrip",
                    false,
                    "rstrip",
                    false,
                    "normalized",
                    false,
                    "special",
                    true));
        }
        return Map.of(
                "version",
                "1.0",
                "added_tokens",
                special,
                "pre_tokenizer",
                Map.of("type", "Whitespace"),
                "model",
                Map.of("type", "WordLevel", "vocab", vocabulary, "unk_token", "<unk>"));
    }

    private static List<Object> items(boolean visual) {
        List<Object> items = new ArrayList<>();
        for (String split : List.of("selection", "reported")) {
            for (int i = 0; i < ITEMS; i++) {
                Map<String, Object> item = new LinkedHashMap<>(Map.of(
                        "id",
                        split + i,
                        "split",
                        split,
                        "prompt",
                        "what is this",
                        "options",
                        List.of("dog", "cat", "sun", "tree"),
                        "answer",
                        i % 4,
                        "about",
                        Map.of()));
                if (visual) {
                    item.put("image", "e" + i);
                }
                items.add(item);
            }
        }
        return items;
    }

    static void text(Path file, Object content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, Json.pretty(content));
    }

    static void lines(Path file, List<?> objects) throws IOException {
        StringBuilder text = new StringBuilder();
        objects.forEach(object -> text.append(Json.canonical(object)).append('\n'));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void tar(Path file, Map<String, Integer> images) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (Map.Entry<String, Integer> image : images.entrySet()) {
                ByteArrayOutputStream png = new ByteArrayOutputStream();
                ImageIO.write(
                        new BufferedImage(image.getValue(), image.getValue(), BufferedImage.TYPE_INT_RGB), "png", png);
                TarArchiveEntry entry = new TarArchiveEntry(image.getKey() + ".png");
                entry.setSize(png.size());
                tar.putArchiveEntry(entry);
                tar.write(png.toByteArray());
                tar.closeArchiveEntry();
            }
        }
    }
}
