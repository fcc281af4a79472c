package io.firstlight.worlds.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.file.Checksums;
import io.firstlight.core.image.RgbImage;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.worlds.quickstart.text.WordTokenizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Nothing in the evaluation occurs in training. Checked on the prepared files, not on the plans. */
class HeldOutTest {
    private static final List<String> TRAINING_SETS = List.of("encoder", "mixture", "dialogues");
    private static final Set<String> HELD_OUT_SETS = Set.of("twemoji", "emojione", "emojione-monotone");
    private static final Map<String, String> HELD_OUT_LETTERS = Map.of("tdesign", "letters-.", "fa7-solid", ".");

    @Test
    void noImageOfTheEvaluationIsATrainingImage() throws Exception {
        Set<String> training = new HashSet<>();
        for (String set : TRAINING_SETS) {
            training.addAll(pixelHashes(set).values());
        }
        Map<String, String> evaluation = pixelHashes("evaluation");
        assertThat(evaluation).hasSizeGreaterThan(500);
        assertThat(evaluation.values()).doesNotContainAnyElementsOf(training);
    }

    @Test
    void noQuadrantOfTheEvaluationIsAQuadrantOfTraining() throws Exception {
        Set<String> training = new HashSet<>();
        for (String set : TRAINING_SETS) {
            training.addAll(tileHashes(set));
        }
        assertThat(tileHashes("evaluation")).doesNotContainAnyElementsOf(training);
    }

    @Test
    void noSceneOfTheEvaluationHasTheLayoutOfATrainingScene() {
        Set<String> training =
                TRAINING_SETS.stream().flatMap(s -> layouts(s).stream()).collect(Collectors.toSet());
        Set<String> evaluation = layouts("evaluation");
        assertThat(evaluation).hasSizeGreaterThan(100);
        assertThat(evaluation).doesNotContainAnyElementsOf(training);
    }

    @Test
    void noEvaluationSceneOfTwoObjectsOrMoreIsDescribedInTheText() {
        List<String> described = PreparedWorld.lines("text/train.jsonl").stream()
                .filter(d -> d.get("id").asText().startsWith("scene/"))
                .map(d -> SceneTextsTest.described(d.get("text").asText()).signature())
                .toList();
        assertThat(described).hasSize(400);
        assertThat(described).doesNotContainAnyElementsOf(layouts("evaluation"));
    }

    @Test
    void noDrawingOrLetterOfAHeldOutArtistIsInATrainingImage() {
        for (String set : TRAINING_SETS) {
            for (String drawing : drawings(set)) {
                assertThat(isHeldOut(drawing)).as(drawing + " in " + set).isFalse();
            }
        }
    }

    @Test
    void everyDrawingOfTheEvaluationIsByTheHeldOutArtistOfItsSplit() {
        Map<String, String> splitOf = new HashMap<>();
        PreparedWorld.items().stream()
                .filter(i -> i.has("image"))
                .forEach(
                        i -> splitOf.put(i.get("image").asText(), i.get("split").asText()));
        Map<String, String> artist = Map.of("selection", "emojione", "reported", "twemoji");
        Map<String, String> letterSet = Map.of("selection", "tdesign", "reported", "fa7-solid");
        for (JsonNode line : PreparedWorld.lines("provenance/evaluation.jsonl")) {
            String split = splitOf.get(line.get("image").asText());
            for (JsonNode drawing : line.get("drawings")) {
                assertThat(drawing.asText().split("/")[0]).isIn(artist.get(split), letterSet.get(split));
            }
        }
    }

    @Test
    void noQuestionOfTheEvaluationIsAskedInTraining() {
        Set<String> asked = new HashSet<>();
        PreparedWorld.lines("dialogues/train.jsonl")
                .forEach(d -> d.get("conversations")
                        .forEach(t -> asked.add(t.get("value").asText())));
        String training = trainingText();
        for (JsonNode item : PreparedWorld.items()) {
            String prompt = item.get("prompt").asText();
            assertThat(asked).doesNotContain(prompt);
            assertThat(training.contains(" " + String.join(" ", WordTokenizer.split(prompt)) + " "))
                    .as(prompt)
                    .isFalse();
        }
    }

    @Test
    void noFactOfATextTaskIsAskedInATrainingDialogue() {
        // The text of each dialogue without an image: a noun with its category, its definition, or its completed
        // definition.
        Set<String> dialogueTexts = new HashSet<>();
        for (JsonNode dialogue : PreparedWorld.lines("dialogues/train.jsonl")) {
            if (dialogue.has("image")) {
                continue;
            }
            StringBuilder text = new StringBuilder(" ");
            dialogue.get("conversations")
                    .forEach(t -> text.append(String.join(
                                    " ", WordTokenizer.split(t.get("value").asText())))
                            .append(' '));
            dialogueTexts.add(text.toString());
        }
        for (String task : List.of("is_a", "word_for_gloss", "cloze")) {
            for (JsonNode item : PreparedWorld.lines("evaluation/" + task + ".jsonl")) {
                String noun = item.at("/about/word").asText();
                // Questions about other nouns may contain it (mutton is "the meat of sheep"), but none may ask about
                // it.
                assertThat(dialogueTexts.stream()
                                .filter(t -> t.contains(" meaning of " + noun + " ")
                                        || t.contains(" is a " + noun + " ? ")
                                        || t.contains(" is " + noun + " ? ")
                                        || (t.strip().endsWith(" " + noun) && !t.contains("meaning")))
                                .toList())
                        .as(noun)
                        .isEmpty();
            }
        }
    }

    @Test
    void noRenderedFactOfTheEvaluationOccursInAnyTrainingText() {
        String training = trainingText();
        for (String task : List.of("is_a", "word_for_gloss", "cloze")) {
            for (JsonNode item : PreparedWorld.lines("evaluation/" + task + ".jsonl")) {
                String prompt =
                        String.join(" ", WordTokenizer.split(item.get("prompt").asText()));
                String answer =
                        item.get("options").get(item.get("answer").asInt()).asText();
                assertThat(training).doesNotContain(" " + prompt + " ");
                assertThat(training).doesNotContain(" " + prompt + " " + answer + " ");
                if (task.equals("cloze")) {
                    // The sentence to complete, without the request to complete it.
                    String noun = item.at("/about/word").asText();
                    assertThat(training).doesNotContain(" the meaning of " + noun + " is ");
                }
            }
        }
    }

    private static String trainingText() {
        StringBuilder text = new StringBuilder();
        PreparedWorld.lines("text/train.jsonl")
                .forEach(d -> text.append(' ')
                        .append(String.join(
                                " ", WordTokenizer.split(d.get("text").asText()))));
        PreparedWorld.lines("dialogues/train.jsonl")
                .forEach(d -> d.get("conversations")
                        .forEach(t -> text.append(' ')
                                .append(String.join(
                                        " ", WordTokenizer.split(t.get("value").asText())))));
        for (String set : List.of("encoder", "mixture")) {
            PreparedWorld.lines("captions/" + set + ".jsonl")
                    .forEach(c -> text.append(' ').append(c.get("rich").asText()));
        }
        return text.append(' ').toString();
    }

    private static boolean isHeldOut(String drawing) {
        String[] parts = drawing.split("/");
        String letters = HELD_OUT_LETTERS.get(parts[0]);
        return HELD_OUT_SETS.contains(parts[0]) || (letters != null && parts[1].matches(letters));
    }

    private static Set<String> drawings(String set) {
        return PreparedWorld.lines("provenance/" + set + ".jsonl").stream()
                .flatMap(l -> StreamSupport.stream(l.get("drawings").spliterator(), false))
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    /** The layouts of the scenes of two objects or more. */
    private static Set<String> layouts(String set) {
        return PreparedWorld.lines("provenance/" + set + ".jsonl").stream()
                .map(l -> l.get("layout").asText())
                .filter(layout -> layout.contains(" "))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> pixelHashes(String set) throws Exception {
        Map<String, String> hashes = new HashMap<>();
        try (ImageArchive archive = PreparedWorld.images(set)) {
            for (String key : archive.keys()) {
                hashes.put(key, Checksums.sha256(archive.image(key).rgb()));
            }
        }
        return hashes;
    }

    private static Set<String> tileHashes(String set) throws Exception {
        Set<String> hashes = new HashSet<>();
        try (ImageArchive archive = PreparedWorld.images(set)) {
            for (String key : archive.keys()) {
                RgbImage image = archive.image(key);
                for (int t = 0; t < image.height() / 32 * (image.width() / 32); t++) {
                    byte[] tile = tile(image, t / (image.width() / 32) * 32, t % (image.width() / 32) * 32);
                    // Empty quadrants show only the background, and two backgrounds may be equal.
                    if (!isPlain(tile)) {
                        hashes.add(Checksums.sha256(tile));
                    }
                }
            }
        }
        return hashes;
    }

    /** The square of 32 pixels with this corner. */
    private static byte[] tile(RgbImage image, int top, int left) {
        byte[] tile = new byte[32 * 32 * 3];
        for (int y = 0; y < 32; y++) {
            System.arraycopy(image.rgb(), ((top + y) * image.width() + left) * 3, tile, y * 32 * 3, 32 * 3);
        }
        return tile;
    }

    private static boolean isPlain(byte[] tile) {
        for (int i = 3; i < tile.length; i++) {
            boolean sameRow = i % (32 * 3) >= 3;
            if (sameRow && tile[i] != tile[i - 3]) {
                return false;
            }
        }
        return true;
    }
}
