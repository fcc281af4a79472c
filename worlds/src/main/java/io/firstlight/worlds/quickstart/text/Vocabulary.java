package io.firstlight.worlds.quickstart.text;

import io.firstlight.core.error.UserException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The word-level vocabulary: special tokens first, then the words in alphabetical order. Immutable. */
public final class Vocabulary {
    /** The special tokens, whose ids are their indices. */
    public static final List<String> SPECIAL = List.of("<pad>", "<unk>", "<bos>", "<eot>", "<question>", "<answer>");

    private final Map<String, Integer> ids = new LinkedHashMap<>();

    /**
     * The vocabulary of the given words.
     *
     * @param words in any order
     * @param size the most entries, special tokens included
     * @throws UserException if the words do not fit
     */
    Vocabulary(Collection<String> words, int size) {
        SPECIAL.forEach(this::add);
        words.stream().sorted().forEach(this::add);
        if (ids.size() > size) {
            throw new UserException("data.settings.vocabulary is " + size + ", but questions and answers need "
                    + ids.size() + " entries; raise it to at least that");
        }
    }

    private void add(String word) {
        ids.putIfAbsent(word, ids.size());
    }

    /** The number of entries, special tokens included. */
    public int size() {
        return ids.size();
    }

    /** Whether the word is an entry. */
    public boolean has(String word) {
        return ids.containsKey(word);
    }

    /** Entries to ids, in the order of the ids. */
    public Map<String, Integer> ids() {
        return ids;
    }

    /** Whether every word of the text is in the vocabulary. */
    public boolean covers(String text) {
        return WordTokenizer.split(text).stream().allMatch(ids::containsKey);
    }

    /** The share of the text's words that are not in the vocabulary; 1 for a text without words. */
    public double unknownShare(String text) {
        List<String> words = WordTokenizer.split(text);
        return words.isEmpty()
                ? 1
                : (double) words.stream().filter(w -> !has(w)).count() / words.size();
    }
}
