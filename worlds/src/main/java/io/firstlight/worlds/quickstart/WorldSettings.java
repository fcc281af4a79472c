package io.firstlight.worlds.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.config.NearestName;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.worlds.quickstart.drawing.Artist;
import io.firstlight.worlds.quickstart.scene.Quadrant;
import io.firstlight.worlds.quickstart.text.Corpus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The settings of this world, given under {@code data.settings} in a study file.
 *
 * @param size the preset that supplies every value the file does not give: tiny, quick or full
 * @param seed of every random choice in the world
 * @param language vocabulary, concepts and the amount of text
 * @param images numbers of images, dialogues and evaluation items
 */
record WorldSettings(String size, long seed, LanguageSettings language, ImageSettings images) {
    /**
     * Which words the world uses and how much text it writes with them.
     *
     * @param vocabulary entries of the tokenizer, special tokens included
     * @param concepts the most concepts that are drawn
     * @param nounsPerCategory the most nouns of each category that facts are stated about, drawn concepts included
     * @param corpus the amount of each sort of text
     */
    record LanguageSettings(int vocabulary, int concepts, int nounsPerCategory, Corpus.TextAmounts corpus) {}

    /**
     * The number of images, dialogues and evaluation items.
     *
     * @param encoderImages images of single drawings and drawn words for training the image encoder
     * @param mixtureImages captioned images for the mixture
     * @param dialogueImages images that dialogues ask about
     * @param textDialogues dialogues without an image
     * @param itemsPerTask evaluation items per task and split
     */
    record ImageSettings(
            int encoderImages, int mixtureImages, int dialogueImages, int textDialogues, int itemsPerTask) {}

    private static final Map<String, String> PRESETS = Map.of(
            "tiny", """
                    {"vocabulary":4096,"concepts":120,"nounsPerCategory":30,
                     "documentsPerNoun":1,"textTokens":60000,"sceneTexts":400,
                     "encoderImages":1200,"mixtureImages":500,
                     "dialogueImages":300,"textDialogues":300,"itemsPerTask":40}""",
            "quick", """
                    {"vocabulary":4096,"concepts":1000,"nounsPerCategory":48,
                     "documentsPerNoun":12,"textTokens":700000,"sceneTexts":15000,
                     "encoderImages":30000,"mixtureImages":12000,
                     "dialogueImages":12000,"textDialogues":2000,"itemsPerTask":300}""",
            "full", """
                    {"vocabulary":4096,"concepts":1000,"nounsPerCategory":48,
                     "documentsPerNoun":24,"textTokens":1200000,"sceneTexts":30000,
                     "encoderImages":60000,"mixtureImages":40000,
                     "dialogueImages":16000,"textDialogues":12000,"itemsPerTask":500}""");

    /**
     * Checks the given mapping and fills in every key that it leaves out.
     *
     * @throws UserException for an unknown key or a value out of range, naming it and what is allowed
     */
    static ObjectNode resolve(JsonNode settings) {
        ObjectNode given = settings == null || settings.isNull() || settings.isMissingNode()
                ? Json.mapper().createObjectNode()
                : settings.isObject() ? (ObjectNode) settings : wrong("a mapping", settings.toString());
        String size = given.path("size").asText("quick");
        if (!PRESETS.containsKey(size)) {
            throw new UserException("data.settings.size is '" + size + "'; it must be one of tiny, quick, full");
        }
        ObjectNode resolved = Json.mapper().createObjectNode();
        resolved.put("size", size);
        resolved.put("seed", 1);
        resolved.setAll(Json.parse(PRESETS.get(size), ObjectNode.class));
        List<String> known = keys(resolved);
        for (String key : keys(given)) {
            if (!known.contains(key)) {
                String nearest = NearestName.of(key, known)
                        .map(name -> "did you mean '" + name + "'? ")
                        .orElse("");
                throw new UserException("data.settings has no key '" + key + "' in the world 'quickstart'; " + nearest
                        + "Its keys are " + String.join(", ", known));
            }
            JsonNode value = given.get(key);
            if (!key.equals("size") && (!value.isIntegralNumber() || value.asLong() < least(key))) {
                String bound = key.equals("seed") ? "" : " of at least " + least(key);
                wrong("an integer" + bound + " for data.settings." + key, value.toString());
            }
            resolved.set(key, value);
        }
        return resolved;
    }

    private static long least(String key) {
        return switch (key) {
            case "seed" -> Long.MIN_VALUE;
            // A study without scene texts measures what they contribute.
            case "sceneTexts" -> 0;
            // One more than a scene has quadrants, so that some concept is always absent.
            case "concepts" -> Quadrant.values().length + 1;
            default -> 1;
        };
    }

    /** The settings in a mapping that {@link #resolve} returned. */
    static WorldSettings of(JsonNode resolved) {
        return new WorldSettings(
                resolved.get("size").asText(),
                resolved.get("seed").asLong(),
                new LanguageSettings(
                        resolved.get("vocabulary").asInt(),
                        resolved.get("concepts").asInt(),
                        resolved.get("nounsPerCategory").asInt(),
                        new Corpus.TextAmounts(
                                resolved.get("documentsPerNoun").asInt(),
                                resolved.get("sceneTexts").asInt(),
                                resolved.get("textTokens").asLong())),
                new ImageSettings(
                        resolved.get("encoderImages").asInt(),
                        resolved.get("mixtureImages").asInt(),
                        resolved.get("dialogueImages").asInt(),
                        resolved.get("textDialogues").asInt(),
                        resolved.get("itemsPerTask").asInt()));
    }

    /** Whether only {@link Artist#FEW} draw, so that preparation takes seconds. */
    boolean fewArtists() {
        return size.equals("tiny");
    }

    private static ObjectNode wrong(String expected, String found) {
        throw new UserException("data.settings: expected " + expected + ", found " + found);
    }

    private static List<String> keys(ObjectNode node) {
        Iterator<String> names = node.fieldNames();
        ArrayList<String> keys = new ArrayList<>();
        names.forEachRemaining(keys::add);
        return keys;
    }
}
