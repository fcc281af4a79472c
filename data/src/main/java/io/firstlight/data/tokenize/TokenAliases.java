package io.firstlight.data.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.json.Json;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The same tokenizer with its special tokens under names that no text contains. Encoding with it, nothing written in a
 * user's text can become a special token, while a template that is translated to the new names keeps its own; ids and
 * all other tokens stay what they are.
 *
 * <p>Leaving the special tokens out instead would give later added tokens other ids, and would still find those that
 * the model's vocabulary has.
 */
final class TokenAliases {
    private static final int RANDOM_BITS = 128;
    /** Letters and digits only, so that normalizers leave them alone; the same in no two processes. */
    private static final String PREFIX = "x"
            + new BigInteger(RANDOM_BITS, new SecureRandom())
                    .setBit(RANDOM_BITS)
                    .toString(16) + "x";

    /** New name by token. */
    private final Map<String, String> names = new TreeMap<>();
    /** What a template can mean: the added tokens among them, the longest first. */
    private final List<String> inTemplates;

    /**
     * Names for special tokens.
     *
     * @param tokens contents of the special tokens
     * @param added contents of all added tokens, which alone are recognised inside a text
     */
    TokenAliases(Set<String> tokens, Set<String> added) {
        for (String token : new TreeSet<>(tokens)) {
            names.put(token, PREFIX + String.format(Locale.ROOT, "%06d", names.size()));
        }
        inTemplates = names.keySet().stream()
                .filter(added::contains)
                .sorted(Comparator.comparingInt((String token) -> -token.length())
                        .thenComparing(token -> token))
                .toList();
    }

    /** Words around a question with their special tokens under the new names. */
    String translate(String template) {
        StringBuilder translated = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            String found = tokenAt(template, at);
            translated.append(found.isEmpty() ? template.substring(at, at + 1) : names.get(found));
            at += Math.max(1, found.length());
        }
        return translated.toString();
    }

    private String tokenAt(String template, int at) {
        for (String token : inTemplates) {
            if (template.startsWith(token, at)) {
                return token;
            }
        }
        return "";
    }

    /** The tokenizer's JSON with the new names in its added tokens, its vocabulary and its merges. */
    String rename(JsonNode tokenizer) {
        ObjectNode renamed = tokenizer.deepCopy();
        // It adds special tokens by their names, which is not asked for here.
        renamed.putNull("post_processor");
        for (JsonNode added : renamed.path("added_tokens")) {
            ((ObjectNode) added).put("content", name(added.path("content").textValue()));
        }
        if (renamed.path("model") instanceof ObjectNode model) {
            if (model.path("vocab") instanceof ObjectNode vocabulary) {
                model.set("vocab", renamedKeys(vocabulary));
            } else if (model.path("vocab") instanceof ArrayNode pieces) {
                pieces.forEach(piece ->
                        ((ArrayNode) piece).set(0, Json.tree(name(piece.get(0).textValue()))));
            }
            if (model.path("unk_token").isTextual()) {
                model.put("unk_token", name(model.path("unk_token").textValue()));
            }
            if (model.path("merges") instanceof ArrayNode merges) {
                model.set(
                        "merges",
                        kept(merges, model.path("continuing_subword_prefix").asText("")));
            }
        }
        return renamed.toString();
    }

    private String name(String token) {
        return names.getOrDefault(token, token);
    }

    private ObjectNode renamedKeys(ObjectNode vocabulary) {
        ObjectNode renamed = Json.mapper().createObjectNode();
        vocabulary.properties().forEach(entry -> renamed.set(name(entry.getKey()), entry.getValue()));
        return renamed;
    }

    /** The merges that neither use nor make a special token. */
    private ArrayNode kept(ArrayNode merges, String continuingPrefix) {
        ArrayNode kept = Json.mapper().createArrayNode();
        for (JsonNode merge : merges) {
            int space = merge.isTextual() ? merge.textValue().indexOf(' ') : -1;
            String left = merge.isTextual()
                    ? merge.textValue().substring(0, Math.max(0, space))
                    : merge.path(0).asText();
            String right = merge.isTextual()
                    ? merge.textValue().substring(space + 1)
                    : merge.path(1).asText();
            String made =
                    left + (right.startsWith(continuingPrefix) ? right.substring(continuingPrefix.length()) : right);
            if (!names.containsKey(left) && !names.containsKey(right) && !names.containsKey(made)) {
                kept.add(merge);
            }
        }
        return kept;
    }
}
