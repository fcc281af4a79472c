package io.firstlight.data.tokenize;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.firstlight.core.error.UserException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A tokenizer read from a {@code tokenizer.json}, run by the Hugging Face library itself. Special tokens are used by
 * their roles and by templates; the same words in a text are words. Use from one thread at a time; close it to free its
 * native memory.
 */
public final class TextTokenizer implements TextEncoder, AutoCloseable {
    static {
        // Read by the tokenizer library when it loads: take the native library from the jar, never from the network,
        // and do not report usage.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private final Path file;
    private final Map<String, Integer> ids;
    private final SpecialTokens specialTokens;
    private final int vocabularySize;
    private final TokenAliases aliases;
    /** The tokenizer as its file has it, for decoding. */
    private long handle;
    /** The same under the aliases, for encoding. */
    private long textHandle;

    private TextTokenizer(TokenizerFile read, SpecialTokens specialTokens) {
        this.file = read.file();
        this.ids = read.ids();
        this.specialTokens = specialTokens;
        this.vocabularySize = read.vocabularySize();
        Set<String> structure = new HashSet<>(read.special());
        structure.add(specialTokens.begin());
        structure.add(specialTokens.end());
        this.aliases = new TokenAliases(structure, read.added().keySet());
        this.handle = open(file, read.text());
        try {
            requireTheLibrarysIds(read.added());
            this.textHandle = open(file, aliases.rename(read.tree()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** With the special tokens of {@link SpecialTokens#DEFAULT}. */
    public static TextTokenizer load(Path tokenizerJson) {
        return load(tokenizerJson, SpecialTokens.DEFAULT);
    }

    /**
     * Loads a tokenizer and looks up its special tokens.
     *
     * @throws UserException if the file is missing, is not a tokenizer, contradicts itself, or lacks a token that has a
     *     role
     */
    public static TextTokenizer load(Path tokenizerJson, SpecialTokens specialTokens) {
        TokenizerFile read = TokenizerFile.read(tokenizerJson);
        for (String needed : List.of(specialTokens.begin(), specialTokens.end(), specialTokens.unknown())) {
            if (!read.ids().containsKey(needed)) {
                throw new UserException("the tokenizer " + tokenizerJson + " has no token " + needed
                        + "; add it to its added_tokens, or name the tokens that have its role (begin, end, unknown)");
            }
        }
        return new TextTokenizer(read, specialTokens);
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

    /** The library numbers added tokens itself: a file that says otherwise would be read as another one. */
    private void requireTheLibrarysIds(Map<String, Integer> added) {
        added.forEach((token, id) -> {
            int[] found = encode(handle, token);
            if (Arrays.stream(found).noneMatch(one -> one == id)) {
                throw new UserException("the tokenizer " + file + " gives the added token '" + token + "' the id " + id
                        + ", but the tokenizer library reads it as " + Arrays.toString(found)
                        + "; ids of added tokens follow those of the vocabulary, in order");
            }
        });
    }

    /**
     * Requires that the words of a template are in the vocabulary.
     *
     * @throws UserException naming the words that the tokenizer does not know
     */
    public void requireKnown(PromptTemplate template) {
        int unknown = unknown();
        for (String words : List.of(template.beforeQuestion(), template.beforeAnswer())) {
            if (Arrays.stream(encode(textHandle, aliases.translate(words))).anyMatch(token -> token == unknown)) {
                throw new UserException("the template has '" + words + "', which the tokenizer " + file
                        + " does not know: it becomes " + specialTokens.unknown()
                        + ". Add its special tokens to the tokenizer's added_tokens, or correct the template");
            }
        }
    }

    @Override
    public int[] encode(String text) {
        requireOpen();
        return encode(textHandle, text);
    }

    @Override
    public int[] encode(PromptTemplate template, String text) {
        requireOpen();
        return encode(
                textHandle,
                aliases.translate(template.beforeQuestion()) + text + aliases.translate(template.beforeAnswer()));
    }

    private int[] encode(long tokenizer, String text) {
        long encoding;
        try {
            encoding = TokenizersLibrary.LIB.encode(tokenizer, text, false);
        } catch (RuntimeException e) {
            throw new UserException("the tokenizer " + file + " cannot encode a text: " + e.getMessage(), e);
        }
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

    /** What stands for text that the vocabulary lacks. */
    public int unknown() {
        return id(specialTokens.unknown());
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
        if (textHandle != 0) {
            TokenizersLibrary.LIB.deleteTokenizer(textHandle);
            textHandle = 0;
        }
    }
}
