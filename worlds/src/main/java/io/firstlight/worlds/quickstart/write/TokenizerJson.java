package io.firstlight.worlds.quickstart.write;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.json.Json;
import io.firstlight.worlds.quickstart.text.Vocabulary;
import io.firstlight.worlds.quickstart.text.WordTokenizer;

/**
 * The vocabulary as a file of the Hugging Face {@code tokenizers} library: lower-cased text, split by one regular
 * expression, one token per word.
 */
public final class TokenizerJson {
    private TokenizerJson() {}

    /** The content of {@code tokenizer.json}. */
    public static ObjectNode of(Vocabulary vocabulary) {
        ObjectNode file = Json.mapper().createObjectNode();
        file.put("version", "1.0");
        file.putNull("truncation");
        file.putNull("padding");
        ArrayNode added = file.putArray("added_tokens");
        for (String token : Vocabulary.SPECIAL) {
            ObjectNode entry = added.addObject();
            entry.put("id", vocabulary.ids().get(token))
                    .put("content", token)
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        file.putObject("normalizer").put("type", "Lowercase");
        ObjectNode split = file.putObject("pre_tokenizer").put("type", "Split");
        split.putObject("pattern").put("Regex", WordTokenizer.PATTERN);
        split.put("behavior", "Removed").put("invert", true);
        file.putNull("post_processor");
        file.putNull("decoder");
        ObjectNode model = file.putObject("model").put("type", "WordLevel");
        ObjectNode ids = model.putObject("vocab");
        vocabulary.ids().forEach(ids::put);
        model.put("unk_token", "<unk>");
        return file;
    }
}
