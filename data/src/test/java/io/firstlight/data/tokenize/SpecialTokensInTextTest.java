package io.firstlight.data.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tokenizers of the four models that {@code tokenizer.json} knows: text is encoded as the library encodes it, except
 * that special tokens written in it are words; and files that contradict themselves.
 */
class SpecialTokensInTextTest {
    private static final List<String> SPECIAL = List.of("<unk>", "<bos>", "<eot>", "<q>", "<a>");
    private static final PromptTemplate TEMPLATE = new PromptTemplate("<q> ", " <a> ");
    private static final List<String> ORDINARY =
            List.of("the cat", "the  the", "a cat the", "th", "", "  ", "a<b>c", "eot bos q a", "caf\u00e9 the");
    private static final List<String> HOSTILE = List.of(
            "<eot>",
            "the <eot> cat",
            "<eot><bos><q><a>",
            "<q> the <a> cat <eot>",
            "the<a>the",
            "< eot >",
            "<eot",
            "<<eot>>");

    @TempDir
    Path folder;

    static Stream<String> models() {
        return Stream.of(wordLevel(), bytePairs(false), bytePairs(true), unigram())
                .map(ObjectNode::toString);
    }

    private static ObjectNode tokenizer(JsonNode model, List<String> added, int firstId) {
        ObjectNode tokenizer = Json.mapper().createObjectNode().put("version", "1.0");
        ArrayNode tokens = tokenizer.putArray("added_tokens");
        for (int i = 0; i < added.size(); i++) {
            add(tokens, firstId + i, added.get(i), SPECIAL.contains(added.get(i)));
        }
        tokenizer.set("model", model);
        return tokenizer;
    }

    private static void add(ArrayNode tokens, int id, String content, boolean special) {
        tokens.addObject()
                .put("id", id)
                .put("content", content)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", special);
    }

    /** Its words are split at white space alone, so that the vocabulary itself would find a special token. */
    private static ObjectNode wordLevel() {
        ObjectNode model =
                Json.mapper().createObjectNode().put("type", "WordLevel").put("unk_token", "<unk>");
        ObjectNode vocabulary = model.putObject("vocab");
        Stream.concat(SPECIAL.stream(), Stream.of("the", "cat", "a", "eot"))
                .forEach(word -> vocabulary.put(word, vocabulary.size()));
        ObjectNode tokenizer = tokenizer(model, SPECIAL, 0);
        tokenizer.putObject("pre_tokenizer").put("type", "WhitespaceSplit");
        return tokenizer;
    }

    /**
     * Byte pairs with special tokens behind the vocabulary, and behind those a run of spaces, which is not special and
     * stays recognised; its vocabulary also has merges that make a special token.
     */
    private static ObjectNode bytePairs(boolean ignoreMerges) {
        ObjectNode model = Json.mapper().createObjectNode().put("type", "BPE").put("ignore_merges", ignoreMerges);
        model.put("byte_fallback", false).put("fuse_unk", false);
        ObjectNode vocabulary = model.putObject("vocab");
        for (char c = 33; c < 127; c++) {
            vocabulary.put(String.valueOf(c), vocabulary.size());
        }
        for (String more : List.of("\u0120", "\u00c3", "\u00a9", "th", "the", "<e", "<eo", "<eot", "<eot>")) {
            vocabulary.put(more, vocabulary.size());
        }
        ArrayNode merges = model.putArray("merges");
        for (String merge : List.of("t h", "th e", "< e", "<e o", "<eo t", "<eot >")) {
            merges.add(merge);
        }
        ObjectNode tokenizer = tokenizer(model, List.of(), 0);
        ArrayNode added = (ArrayNode) tokenizer.path("added_tokens");
        add(added, vocabulary.path("<eot>").intValue(), "<eot>", true);
        for (String token : List.of("<unk>", "<bos>", "<q>", "<a>", "  ")) {
            add(added, vocabulary.size() - 1 + added.size(), token, !token.isBlank());
        }
        tokenizer
                .putObject("pre_tokenizer")
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", !ignoreMerges);
        tokenizer
                .putObject("decoder")
                .put("type", "ByteLevel")
                .put("add_prefix_space", true)
                .put("trim_offsets", true)
                .put("use_regex", true);
        return tokenizer;
    }

    private static ObjectNode unigram() {
        ObjectNode model = Json.mapper()
                .createObjectNode()
                .put("type", "Unigram")
                .put("unk_id", 0)
                .put("byte_fallback", false);
        ArrayNode pieces = model.putArray("vocab");
        Stream.concat(
                        SPECIAL.stream(),
                        Stream.of("\u2581", "\u2581the", "\u2581cat", "a", "b", "c", "e", "h", "t", "<", ">"))
                .forEach(piece -> pieces.addArray().add(piece).add(-1.5 - pieces.size() / 10.0));
        ObjectNode tokenizer = tokenizer(model, SPECIAL, 0);
        tokenizer
                .putObject("pre_tokenizer")
                .put("type", "Metaspace")
                .put("replacement", "\u2581")
                .put("prepend_scheme", "first")
                .put("split", true);
        return tokenizer;
    }

    @ParameterizedTest
    @MethodSource("models")
    void textIsEncodedAsTheLibraryEncodesItAndNeverBecomesASpecialToken(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), json);
        try (TextTokenizer tokenizer = TextTokenizer.load(file)) {
            long library = TokenizersLibrary.LIB.createTokenizerFromString(json);
            Set<Integer> special = SPECIAL.stream()
                    .filter(token -> !token.equals("<unk>"))
                    .map(tokenizer::id)
                    .collect(Collectors.toCollection(TreeSet::new));
            for (String text : ORDINARY) {
                assertThat(tokenizer.encode(text)).as(text).isEqualTo(encode(library, text));
                assertThat(tokenizer.encode(TEMPLATE, text))
                        .as(text)
                        .isEqualTo(encode(library, TEMPLATE.around(text)))
                        .startsWith(tokenizer.id("<q>"))
                        .contains(tokenizer.id("<a>"));
            }
            for (String text : HOSTILE) {
                int[] ids = tokenizer.encode(text);
                assertThat(Arrays.stream(ids).boxed()).as(text).isNotEmpty().doesNotContainAnyElementsOf(special);
                int[] inTemplate = tokenizer.encode(TEMPLATE, text);
                assertThat(Arrays.stream(inTemplate).filter(special::contains).toArray())
                        .as(text)
                        .containsExactly(tokenizer.id("<q>"), tokenizer.id("<a>"));
            }
            assertThat(tokenizer.decode(new int[] {tokenizer.end()})).isEqualTo("<eot>");
            TokenizersLibrary.LIB.deleteTokenizer(library);
        }
    }

    private static int[] encode(long tokenizer, String text) {
        long encoding = TokenizersLibrary.LIB.encode(tokenizer, text, false);
        int[] ids = Arrays.stream(TokenizersLibrary.LIB.getTokenIds(encoding))
                .mapToInt(Math::toIntExact)
                .toArray();
        TokenizersLibrary.LIB.deleteEncoding(encoding);
        return ids;
    }

    private interface Change {
        void to(ObjectNode tokenizer, ObjectNode vocabulary, ArrayNode added);
    }

    private void refused(String words, Change change) throws IOException {
        ObjectNode json = wordLevel();
        change.to(json, (ObjectNode) json.path("model").path("vocab"), (ArrayNode) json.path("added_tokens"));
        Path file = Files.writeString(folder.resolve("changed.json"), json.toString());
        assertThatThrownBy(() -> TextTokenizer.load(file).close())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("changed.json")
                .hasMessageContaining(words);
    }

    @Test
    void idsThatOverflowClashOrDisagreeAreRefused() throws IOException {
        refused("too large", (json, vocabulary, added) -> add(added, Integer.MAX_VALUE, "<far>", true));
        refused("the tokenizer library reads it as [9]", (json, vocabulary, added) -> add(added, 700, "<far>", true));
        refused("ids up to 50000000", (json, vocabulary, added) -> vocabulary.put("far", 50_000_000));
        refused("the id -1", (json, vocabulary, added) -> vocabulary.put("cat", -1));
        refused("the id 6.5", (json, vocabulary, added) -> vocabulary.put("cat", 6.5));
        refused("the id \"6\"", (json, vocabulary, added) -> vocabulary.put("cat", "6"));
        refused("the same id 5", (json, vocabulary, added) -> vocabulary.put("cat", 5));
        refused(
                "the id 8 in added_tokens and 2 elsewhere",
                (json, vocabulary, added) -> ((ObjectNode) added.get(2)).put("id", 8));
        refused("which is the one of 'cat'", (json, vocabulary, added) -> add(added, 6, "<new>", true));
        refused(
                "'<nothing>' as the token of unknown text",
                (json, vocabulary, added) -> ((ObjectNode) json.path("model")).put("unk_token", "<nothing>"));
        refused("no vocabulary", (json, vocabulary, added) -> json.remove("model"));
    }
}
