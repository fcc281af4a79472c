package io.firstlight.worlds.quickstart.text;

import io.firstlight.core.error.UserException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The word-level vocabulary: special tokens first, then the words in alphabetical order. Immutable. */
public final class Vocabulary {
    public static final List<String> SPECIAL = List.of("<pad>", "<unk>", "<bos>", "<eot>", "<question>", "<answer>");
    private final Map<String, Integer> ids = new LinkedHashMap<>();

    /** @param words in any order; they must fit into {@code size} beside the special tokens */
    Vocabulary(Collection<String> words, int size) {
        SPECIAL.forEach(this::add);
        words.stream().sorted().forEach(this::add);
        if (ids.size() > size) {
            throw new UserException("a vocabulary of " + size + " cannot hold the " + ids.size()
                    + " words that questions and answers need; raise data.settings.vocabulary");
        }
    }

    private void add(String word) {
        ids.putIfAbsent(word, ids.size());
    }

    public int size() {
        return ids.size();
    }

    public boolean has(String word) {
        return ids.containsKey(word);
    }

    /** Words to ids, in the order of the ids. */
    public Map<String, Integer> ids() {
        return ids;
    }

    /** Every word of the text is in the vocabulary. */
    public boolean covers(String text) {
        return Words.of(text).stream().allMatch(ids::containsKey);
    }

    /** Share of the text's words that are not in the vocabulary. */
    public double unknownShare(String text) {
        List<String> words = Words.of(text);
        return words.isEmpty()
                ? 1
                : (double) words.stream().filter(w -> !has(w)).count() / words.size();
    }
}
