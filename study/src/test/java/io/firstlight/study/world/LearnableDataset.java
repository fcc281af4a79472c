package io.firstlight.study.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.json.Json;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.data.catalog.CatalogWriter;
import io.firstlight.data.format.SampleFormats;
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
 * A small data set for all stages, with something to learn: eight nouns, each shown as noise around a color of its own.
 * The same bytes on every machine. Images with an odd number in the sets mixture and dialogues are 2 x 2 tiles.
 */
public final class LearnableDataset {
    /** What images show; image i of a set shows noun i modulo 8. */
    public static final List<String> NOUNS = List.of("dog", "cat", "sun", "tree", "moon", "car", "fish", "house");

    public static final int ENCODER_IMAGES = 24;
    public static final int MIXTURE_IMAGES = 16;
    public static final int DIALOGUES = 24;
    public static final int EVALUATION_IMAGES = 8;
    public static final int DOCUMENTS = 40;
    public static final int TILE = 32;

    private LearnableDataset() {}

    /**
     * Adds the benchmark {@code mine} to the data set in {@code root}: a task that {@code evaluation} has too, of other
     * images under the same keys, and one of text.
     */
    public static void addBenchmark(Path root) throws IOException {
        Map<String, Object> ordering = new LinkedHashMap<>(
                Map.of("name", "ordering", "modality", "text", "description", "what follows", "neighbourFloor", false));
        TinyDataset.text(
                root.resolve("mine/tasks.json"),
                List.of(
                        Map.of("name", "naming", "modality", "visual", "description", "mine", "neighbourFloor", true),
                        ordering));
        TinyDataset.lines(root.resolve("mine/naming.jsonl"), naming());
        List<Object> texts = new ArrayList<>();
        for (String split : List.of("selection", "reported")) {
            texts.add(Map.of(
                    "id",
                    split,
                    "split",
                    split,
                    "prompt",
                    "this is",
                    "options",
                    List.of(noun(0), noun(1)),
                    "answer",
                    1,
                    "about",
                    Map.of()));
        }
        TinyDataset.lines(root.resolve("mine/ordering.jsonl"), texts);
        tar(root.resolve("images/mine.tar"), "x", "mine", EVALUATION_IMAGES, true);
        catalog().benchmark("mine", "mine/tasks.json", "images/mine.tar").write(root);
    }

    private static CatalogWriter catalog() {
        return TinyDataset.catalog()
                .source("encoder", SampleFormats.CAPTIONS, "captions/encoder.jsonl", "images/encoder.tar");
    }

    public static void write(Path root) throws IOException {
        TinyDataset.write(root);
        addNounsTo(root.resolve("tokenizer.json"));
        TinyDataset.lines(root.resolve("text/train.jsonl"), documents("d", DOCUMENTS));
        TinyDataset.lines(root.resolve("text/validation.jsonl"), documents("v", 12));
        TinyDataset.lines(root.resolve("captions/encoder.jsonl"), captions("e", ENCODER_IMAGES));
        TinyDataset.lines(root.resolve("captions/mixture.jsonl"), captions("m", MIXTURE_IMAGES));
        TinyDataset.lines(root.resolve("dialogues/train.jsonl"), dialogues());
        TinyDataset.lines(root.resolve("evaluation/naming.jsonl"), naming());
        catalog().write(root);
        tar(root.resolve("images/encoder.tar"), "e", ENCODER_IMAGES, false);
        tar(root.resolve("images/mixture.tar"), "m", MIXTURE_IMAGES, true);
        tar(root.resolve("images/dialogues.tar"), "q", DIALOGUES, true);
        tar(root.resolve("images/evaluation.tar"), "x", EVALUATION_IMAGES, false);
    }

    /** What image {@code index} of any set shows. */
    public static String noun(int index) {
        return NOUNS.get(index % NOUNS.size());
    }

    private static void addNounsTo(Path tokenizer) throws IOException {
        JsonNode tree = Json.mapper().readTree(tokenizer.toFile());
        ObjectNode vocabulary = (ObjectNode) tree.at("/model/vocab");
        for (String noun : NOUNS) {
            if (!vocabulary.has(noun)) {
                vocabulary.put(noun, vocabulary.size());
            }
        }
        Files.writeString(tokenizer, Json.pretty(tree));
    }

    /** Documents in which a noun follows from the one before it. */
    private static List<Object> documents(String prefix, int count) {
        List<Object> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            KeyedRandom random = KeyedRandom.of(5, "documents/" + prefix, i);
            StringBuilder text = new StringBuilder("this is");
            int noun = random.nextInt(NOUNS.size());
            for (int word = 0; word < 3 + i % 9; word++) {
                text.append(' ').append(NOUNS.get(noun));
                noun = (noun * 3 + 1 + random.nextInt(2)) % NOUNS.size();
            }
            documents.add(Map.of("id", prefix + i, "text", text.toString()));
        }
        return documents;
    }

    private static List<Object> captions(String prefix, int count) {
        List<Object> captions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            captions.add(Map.of(
                    "image",
                    prefix + i,
                    "short",
                    noun(i),
                    "rich",
                    "this is " + noun(i),
                    "concepts",
                    List.of(noun(i)),
                    "kind",
                    "single"));
        }
        return captions;
    }

    private static List<Object> dialogues() {
        List<Object> dialogues = new ArrayList<>();
        for (int i = 0; i < DIALOGUES; i++) {
            dialogues.add(Map.of(
                    "id",
                    "q" + i,
                    "image",
                    "q" + i,
                    "conversations",
                    List.of(
                            Map.of("from", "human", "value", "what is this"),
                            Map.of("from", "gpt", "value", noun(i)))));
        }
        return dialogues;
    }

    private static List<Object> naming() {
        List<Object> items = new ArrayList<>();
        for (String split : List.of("selection", "reported")) {
            for (int i = 0; i < EVALUATION_IMAGES; i++) {
                Map<String, Object> item = new LinkedHashMap<>();
                item.put("id", split + i);
                item.put("split", split);
                item.put("image", "x" + i);
                item.put("prompt", "what is this");
                item.put("options", List.of(noun(i), noun(i + 1), noun(i + 2), noun(i + 3)));
                item.put("answer", 0);
                item.put("about", Map.of());
                items.add(item);
            }
        }
        return items;
    }

    private static void tar(Path file, String prefix, int count, boolean largeToo) throws IOException {
        tar(file, prefix, prefix, count, largeToo);
    }

    private static void tar(Path file, String prefix, String noise, int count, boolean largeToo) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (int i = 0; i < count; i++) {
                ByteArrayOutputStream png = new ByteArrayOutputStream();
                ImageIO.write(image(noise, i, largeToo && i % 2 == 1 ? 2 * TILE : TILE), "png", png);
                TarArchiveEntry entry = new TarArchiveEntry(prefix + i + ".png");
                entry.setSize(png.size());
                tar.putArchiveEntry(entry);
                tar.write(png.toByteArray());
                tar.closeArchiveEntry();
            }
        }
    }

    private static BufferedImage image(String prefix, int index, int side) {
        int noun = index % NOUNS.size();
        KeyedRandom noise = KeyedRandom.of(6, "image/" + prefix, index);
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int red = 40 + 140 * (noun & 1) + noise.nextInt(60);
                int green = 40 + 70 * (noun & 2) + noise.nextInt(60);
                int blue = 40 + 35 * (noun & 4) + noise.nextInt(60);
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }
}
