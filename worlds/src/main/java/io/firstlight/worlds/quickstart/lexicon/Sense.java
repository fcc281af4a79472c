package io.firstlight.worlds.quickstart.lexicon;

import java.util.List;

/**
 * One synset of the Princeton WordNet.
 *
 * @param id part of speech and offset, for example "n2086723"
 * @param lemmas its words in lower case, several words joined by a space
 * @param definition the gloss without examples and without remarks in brackets, lower case
 * @param examples example sentences, lower case
 * @param relations ids of related synsets
 */
public record Sense(String id, List<String> lemmas, String definition, List<String> examples, Relations relations) {
    /**
     * @param hypernyms direct hypernyms, instances included
     * @param parts what is a part of this
     * @param antonyms which of the lemmas has which synset as its opposite
     * @param usage labels such as "slang" or "ethnic slur"
     */
    public record Relations(List<String> hypernyms, List<String> parts, List<Opposite> antonyms, List<String> usage) {}

    /**
     * @param lemma in lower case
     * @param oppositeId of the synset that holds its opposite
     */
    public record Opposite(String lemma, String oppositeId) {}
}
