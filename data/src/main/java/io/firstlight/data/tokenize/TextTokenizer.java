package io.firstlight.data.tokenize;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tokenizer read from a {@code tokenizer.json}, run by the Hugging Face library itself. Use from one thread at a
 * time; close it to free its native memory.
 */
public final class TextTokenizer implements AutoCloseable {
    static {
        // Read by the tokenizer library when it loads: take the native library from the jar, never from the network,
        // and
        // do not report usage.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private final Path file;
    private final Map<String, Integer> ids;
    private final SpecialTokens specialTokens;
    private final int vocabularySize;
    private long handle;

    private TextTokenizer(Path file, Map<String, Integer> ids, SpecialTokens specialTokens, long handle) {
        this.file = file;
        this.ids = ids;
        this.specialTokens = specialTokens;
        this.vocabularySize =
                ids.values().stream().mapToInt(Integer::intValue).max().orElseThrow() + 1;
        this.handle = handle;
    }

    /** With the special tokens of {@link SpecialTokens#DEFAULT}. */
    public static TextTokenizer load(Path tokenizerJson) {
        return load(tokenizerJson, SpecialTokens.DEFAULT);
    }

    /**
     * Loads a tokenizer and looks up its special tokens.
     *
     * @throws UserException if the file is missing, is not a tokenizer, or lacks a token that has a role
     */
    public static TextTokenizer load(Path tokenizerJson, SpecialTokens specialTokens) {
        String json;
        JsonNode tree;
        try {
            json = Files.readString(tokenizerJson);
            tree = StrictJson.tree(json);
        } catch (IOException e) {
            throw new UserException(
                    "cannot read the tokenizer " + tokenizerJson + ": " + e.getMessage()
                            + "; it must be a Hugging Face tokenizer.json",
                    e);
        }
        Map<String, Integer> ids = vocabulary(tree);
        for (String needed : List.of(specialTokens.begin(), specialTokens.end(), specialTokens.unknown())) {
            if (!ids.containsKey(needed)) {
                throw new UserException("the tokenizer " + tokenizerJson + " has no token " + needed
                        + "; add it to its added_tokens, or name the tokens that have its role (begin, end, unknown)");
            }
        }
        return new TextTokenizer(tokenizerJson, ids, specialTokens, open(tokenizerJson, json));
    }

    private static long open(Path file, String json) {
        loadLibrary();
        try {
            long handle = TokenizersLibrary.LIB.createTokenizerFromString(json);
            // A length limit in the file would cut documents silently.
            TokenizersLibrary.LIB.disableTruncation(handle);
            TokenizersLibrary.LIB.disablePadding(handle);
            return handle;
        } catch (RuntimeException e) {
            throw new UserException("the tokenizer " + file + " is not valid: " + e.getMessage(), e);
        }
    }

    private static void loadLibrary() {
        try {
            LibUtils.checkStatus();
        } catch (RuntimeException | LinkageError e) {
            throw new UserException(
                    "the native tokenizer library does not load on this machine (" + e.getMessage()
                            + "); it is unpacked into the .djl.ai folder of your home, or into the folder "
                            + "DJL_CACHE_DIR names, which must be writable",
                    e);
        }
    }

    /** Token to id, from the model's vocabulary (an object, or for Unigram a list of pairs) and the added tokens. */
    private static Map<String, Integer> vocabulary(JsonNode tree) {
        Map<String, Integer> ids = new HashMap<>();
        JsonNode vocabulary = tree.path("model").path("vocab");
        if (vocabulary.isObject()) {
            vocabulary
                    .properties()
                    .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        } else {
            for (int i = 0; i < vocabulary.size(); i++) {
                ids.put(vocabulary.get(i).path(0).asText(), i);
            }
        }
        for (JsonNode added : tree.path("added_tokens")) {
            ids.put(added.path("content").asText(), added.path("id").asInt());
        }
        return ids;
    }

    /** Token ids of {@code text}; no special tokens are added, those written in the text are recognised. */
    public int[] encode(String text) {
        requireOpen();
        long encoding = TokenizersLibrary.LIB.encode(handle, text, false);
        try {
            long[] wide = TokenizersLibrary.LIB.getTokenIds(encoding);
            int[] narrow = new int[wide.length];
            for (int i = 0; i < wide.length; i++) {
                narrow[i] = Math.toIntExact(wide[i]);
            }
            return narrow;
        } finally {
            TokenizersLibrary.LIB.deleteEncoding(encoding);
        }
    }

    /** Text of {@code tokens}, special tokens included. */
    public String decode(int[] tokens) {
        requireOpen();
        long[] wide = new long[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            wide[i] = tokens[i];
        }
        return TokenizersLibrary.LIB.decode(handle, wide, false);
    }

    /** One more than the greatest token id: the rows an embedding needs. */
    public int vocabularySize() {
        return vocabularySize;
    }

    /** First token of every sample. */
    public int begin() {
        return id(specialTokens.begin());
    }

    /** Last token of every document and of every answer. */
    public int end() {
        return id(specialTokens.end());
    }

    /** The id of a token by its exact text. */
    public int id(String token) {
        Integer id = ids.get(token);
        if (id == null) {
            throw new UserException("the tokenizer " + file + " has no token " + token);
        }
        return id;
    }

    private void requireOpen() {
        if (handle == 0) {
            throw new IllegalStateException("the tokenizer " + file + " is closed");
        }
    }

    @Override
    public void close() {
        if (handle != 0) {
            TokenizersLibrary.LIB.deleteTokenizer(handle);
            handle = 0;
        }
    }
}
