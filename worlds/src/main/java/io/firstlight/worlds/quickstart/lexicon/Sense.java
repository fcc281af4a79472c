package io.firstlight.worlds.quickstart.lexicon;

import java.util.List;

/**
 * One synset of the Princeton WordNet.
 *
 * @param id part of speech and offset, for example "n2086723"
 * @param lemmas its words and phrases, lower case, with a space between the words of a phrase
 * @param definition the definition from its gloss, see {@link Gloss}
 * @param examples example sentences, lower case
 * @param relations the synsets it is related to
 */
public record Sense(String id, List<String> lemmas, String definition, List<String> examples, Relations relations) {
    /**
     * Related synsets, by id.
     *
     * @param hypernyms direct hypernyms and instance hypernyms
     * @param parts part meronyms
     * @param antonyms antonyms of single lemmas
     * @param usage usage labels such as "slang" or "ethnic slur"
     */
    public record Relations(List<String> hypernyms, List<String> parts, List<Antonym> antonyms, List<String> usage) {}

    /**
     * An antonym of one lemma.
     *
     * @param lemma the lemma, lower case
     * @param antonymId id of the synset that has its antonym
     */
    public record Antonym(String lemma, String antonymId) {}
}
