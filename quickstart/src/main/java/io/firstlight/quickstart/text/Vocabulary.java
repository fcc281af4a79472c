package io.firstlight.quickstart.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The word-level vocabulary: special tokens, every word that must be in it, and the most frequent others. Immutable. */
public final class Vocabulary {
    public static final List<String> SPECIAL = List.of("<pad>", "<unk>", "<bos>", "<eot>", "<question>", "<answer>");
    private final Map<String, Integer> ids = new LinkedHashMap<>();

    /**
     * @param required in any order; must fit
     * @param counts   how often each other candidate occurs
     */
    public Vocabulary(Collection<String> required, Map<String, Integer> counts, int size) {
        SPECIAL.forEach(this::add);
        required.stream().sorted().forEach(this::add);
        if (ids.size() > size) {
            throw new IllegalArgumentException("a vocabulary of " + size + " cannot hold the " + ids.size()
                    + " words that questions and answers need; raise 'vocabulary'");
        }
        List<String> others = new ArrayList<>(counts.keySet());
        others.sort(Comparator.comparingInt((String w) -> -counts.get(w)).thenComparing(Comparator.naturalOrder()));
        others.stream().filter(w -> !ids.containsKey(w)).limit(size - ids.size()).forEach(this::add);
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
        return words.isEmpty() ? 1 : (double) words.stream().filter(w -> !has(w)).count() / words.size();
    }
}
