package io.firstlight.worlds.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.config.NearestName;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.worlds.quickstart.scene.Place;
import io.firstlight.worlds.quickstart.text.Corpus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What {@code data.settings} of a study file may say about this world.
 *
 * @param size the preset that the other values come from where the file does not give them: tiny, quick or full
 * @param seed decides everything that is random in the world
 * @param words how much text, about what
 * @param images how many images and questions
 */
record WorldSettings(String size, long seed, Words words, Images images) {
    /**
     * @param vocabulary entries of the tokenizer, special tokens included
     * @param concepts things that can be drawn, at most
     * @param nounsPerCategory nouns of each kind that facts are told of, drawn ones included, at most
     * @param corpus how much text of which sort
     */
    record Words(int vocabulary, int concepts, int nounsPerCategory, Corpus.Amounts corpus) {}

    /**
     * @param encoderImages single drawings and drawn words for the image encoder
     * @param mixtureImages captioned images for the mixture
     * @param dialogueImages images with questions
     * @param textDialogues dialogues without an image
     * @param itemsPerTask evaluation items of each task in each split
     */
    record Images(int encoderImages, int mixtureImages, int dialogueImages, int textDialogues, int itemsPerTask) {}

    private static final Map<String, String> PRESETS = Map.of(
            "tiny", """
                    {"vocabulary":4096,"concepts":120,"nounsPerCategory":30,"documentsPerNoun":1,"textTokens":60000,"sceneTexts":400,
                     "encoderImages":1200,"mixtureImages":500,"dialogueImages":300,"textDialogues":300,"itemsPerTask":40}""",
            "quick", """
                    {"vocabulary":4096,"concepts":1000,"nounsPerCategory":48,"documentsPerNoun":12,"textTokens":700000,"sceneTexts":15000,
                     "encoderImages":30000,"mixtureImages":12000,"dialogueImages":12000,"textDialogues":2000,"itemsPerTask":300}""",
            "full", """
                    {"vocabulary":4096,"concepts":1000,"nounsPerCategory":48,"documentsPerNoun":24,"textTokens":1200000,"sceneTexts":30000,
                     "encoderImages":60000,"mixtureImages":40000,"dialogueImages":16000,"textDialogues":12000,"itemsPerTask":500}""");

    /** The mapping with every key filled in, checked. */
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
                wrong("a whole number" + bound + " for data.settings." + key, value.toString());
            }
            resolved.set(key, value);
        }
        return resolved;
    }

    private static long least(String key) {
        return switch (key) {
            case "seed" -> Long.MIN_VALUE;
            // A world without them is how one finds out what they are worth.
            case "sceneTexts" -> 0;
            // More than a scene has places, so that something can be absent.
            case "concepts" -> Place.values().length + 1;
            default -> 1;
        };
    }

    static WorldSettings of(JsonNode resolved) {
        return new WorldSettings(
                resolved.get("size").asText(),
                resolved.get("seed").asLong(),
                new Words(
                        resolved.get("vocabulary").asInt(),
                        resolved.get("concepts").asInt(),
                        resolved.get("nounsPerCategory").asInt(),
                        new Corpus.Amounts(
                                resolved.get("documentsPerNoun").asInt(),
                                resolved.get("sceneTexts").asInt(),
                                resolved.get("textTokens").asLong())),
                new Images(
                        resolved.get("encoderImages").asInt(),
                        resolved.get("mixtureImages").asInt(),
                        resolved.get("dialogueImages").asInt(),
                        resolved.get("textDialogues").asInt(),
                        resolved.get("itemsPerTask").asInt()));
    }

    /** Whether only a few artists are used, so that preparation takes seconds. */
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
