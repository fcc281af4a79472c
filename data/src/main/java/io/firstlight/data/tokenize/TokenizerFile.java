package io.firstlight.data.tokenize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.StrictJson;
import io.firstlight.core.text.Utf8Text;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a {@code tokenizer.json} says of its tokens, checked: whole ids, each of one token, without great gaps, and the
 * same for the model's vocabulary and the added tokens.
 *
 * @param text of the file
 * @param tree the same as JSON
 * @param ids by token, from the model's vocabulary and the added tokens
 * @param added id by content of the added tokens, in the order of the file
 * @param special those of the added tokens that the file calls special
 */
record TokenizerFile(
        Path file,
        String text,
        JsonNode tree,
        Map<String, Integer> ids,
        Map<String, Integer> added,
        Set<String> special) {
    /** Unused ids below the greatest one that a file may have beside as many as it has tokens. */
    private static final int SPARE_IDS = 1024;

    /**
     * Reads a file.
     *
     * @throws UserException if it is missing, is no JSON, or its ids are no ids
     */
    static TokenizerFile read(Path file) {
        String text = Utf8Text.read(file);
        JsonNode tree;
        try {
            tree = StrictJson.tree(text);
        } catch (JsonProcessingException e) {
            throw new UserException(
                    StrictJson.place(file, e) + ": the tokenizer is not valid JSON: " + StrictJson.plainMessage(e)
                            + "; it must be a Hugging Face tokenizer.json",
                    e);
        }
        TokenizerFile read =
                new TokenizerFile(file, text, tree, new HashMap<>(), new LinkedHashMap<>(), new TreeSet<>());
        read.addModelVocabulary();
        read.addAddedTokens();
        read.requireUnknownToken();
        read.requireDenseIds();
        return read;
    }

    /** One more than the greatest id. */
    int vocabularySize() {
        return ids.values().stream().mapToInt(Integer::intValue).max().orElseThrow() + 1;
    }

    /** The model's vocabulary is an object, or for Unigram a list of pairs. */
    private void addModelVocabulary() {
        JsonNode vocabulary = tree.path("model").path("vocab");
        Map<Integer, String> tokens = new HashMap<>();
        if (vocabulary.isObject()) {
            for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
                int id = id(entry.getValue(), entry.getKey());
                String other = tokens.put(id, entry.getKey());
                if (other != null) {
                    throw fault("gives the tokens '" + other + "' and '" + entry.getKey() + "' the same id " + id);
                }
                ids.put(entry.getKey(), id);
            }
        } else {
            for (int i = 0; i < vocabulary.size(); i++) {
                JsonNode token = vocabulary.get(i).path(0);
                if (!token.isTextual() || ids.put(token.textValue(), i) != null) {
                    throw fault("has " + vocabulary.get(i) + " as entry " + i
                            + " of its vocabulary; expected a token that is not there yet, with its score");
                }
            }
        }
        if (ids.isEmpty()) {
            throw fault("has no vocabulary (model.vocab)");
        }
    }

    private void addAddedTokens() {
        Map<Integer, String> tokens = new HashMap<>();
        ids.forEach((token, id) -> tokens.put(id, token));
        for (JsonNode node : tree.path("added_tokens")) {
            JsonNode content = node.path("content");
            if (!content.isTextual() || content.textValue().isEmpty()) {
                throw fault("has an added token without content: " + node);
            }
            String token = content.textValue();
            int id = id(node.path("id"), token);
            Integer inModel = ids.get(token);
            if (inModel != null && inModel != id) {
                throw fault("gives the token '" + token + "' the id " + id + " in added_tokens and " + inModel
                        + " elsewhere");
            }
            String other = tokens.putIfAbsent(id, token);
            if (other != null && !other.equals(token)) {
                throw fault(
                        "gives the added token '" + token + "' the id " + id + ", which is the one of '" + other + "'");
            }
            ids.put(token, id);
            added.put(token, id);
            if (node.path("special").asBoolean(false)) {
                special.add(token);
            }
        }
    }

    private void requireUnknownToken() {
        JsonNode unknown = tree.path("model").path("unk_token");
        if (unknown.isTextual() && !ids.containsKey(unknown.textValue())) {
            throw fault("names '" + unknown.textValue()
                    + "' as the token of unknown text (model.unk_token), which is not in its vocabulary");
        }
    }

    private void requireDenseIds() {
        if (vocabularySize() > 2L * ids.size() + SPARE_IDS) {
            throw fault("has " + ids.size() + " tokens, but ids up to " + (vocabularySize() - 1)
                    + ", each of which would be a row of the model's embedding; number its tokens without gaps");
        }
    }

    private int id(JsonNode node, String token) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0) {
            throw fault("gives the token '" + token + "' the id " + node + "; an id is a whole number from 0");
        }
        // One more than the greatest must be a number of rows.
        if (node.intValue() == Integer.MAX_VALUE) {
            throw fault("gives the token '" + token + "' the id " + node + ", which is too large");
        }
        return node.intValue();
    }

    private UserException fault(String what) {
        return new UserException("the tokenizer " + file + " " + what);
    }
}
