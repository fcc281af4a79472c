package io.firstlight.worlds.quickstart.lexicon;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps slang, slurs and crude matter out of everything the world writes: by WordNet's own usage labels, by the labels
 * glosses carry in words, and by a list of words and stems.
 */
public final class LanguageFilter {
    private static final Set<String> USAGE = Set.of(
            "slang",
            "ethnic slur",
            "obscenity",
            "disparagement",
            "vulgarism",
            "dirty word",
            "derogation",
            "vernacular",
            "street name",
            "cant",
            "argot");
    private static final List<String> LABELS = List.of(
            "offensive",
            "slur",
            "obscen",
            "vulgar",
            "disparag",
            "derogat",
            "insult",
            "pejorat",
            "slang",
            "taboo",
            "contemptuous",
            "unpleasant girl",
            "unpleasant woman",
            "unpleasant person",
            "street name");
    /** Words that are refused as they stand. */
    private static final Set<String> WORDS = Set.of(
            "anus",
            "anal",
            "rectum",
            "feces",
            "faeces",
            "excrement",
            "scrotum",
            "pubic",
            "semen",
            "coitus",
            "rape",
            "raped",
            "rapes",
            "breast",
            "breasts",
            "intercourse",
            "gay",
            "gypsy",
            "gypsies",
            "savage",
            "savages",
            "cocaine",
            "heroin",
            "marijuana",
            "bosom",
            "naked",
            "nude",
            "damn",
            "damned",
            "hell",
            "ass",
            "asses",
            "arse",
            "crap",
            "tit",
            "tits",
            "womb",
            "uterus",
            "syphilis",
            "gonorrhea",
            "herpes",
            "venereal",
            "bastard",
            "bastards",
            "slut");
    /** Beginnings of words that are refused with every ending. */
    private static final Set<String> STEMS = Set.of(
            "sex",
            "genital",
            "penis",
            "vagin",
            "erotic",
            "prostitut",
            "whore",
            "porn",
            "rapist",
            "nipple",
            "excret",
            "urin",
            "masturbat",
            "orgasm",
            "testic",
            "ejaculat",
            "copulat",
            "incest",
            "homosexual",
            "lesbian",
            "nigg",
            "negro",
            "jew",
            "idiot",
            "moron",
            "retard",
            "imbecile",
            "suicid",
            "nazi",
            "genocid",
            "tortur",
            "murder",
            "slave",
            "fuck",
            "shit",
            "piss",
            "buttock",
            "brothel",
            "lust",
            "contracept",
            "condom",
            "abortion",
            "lynch",
            "terroris");
    /** Words that begin like a crude one. */
    private static final Set<String> INNOCENT = Set.of(
            "jewel",
            "jewels",
            "jeweled",
            "jeweler",
            "jewelry",
            "jewelled",
            "sextet",
            "sextant",
            "sexton",
            "luster",
            "lustre",
            "lustrous");

    private static final int SHORTEST_STEM = 3;
    private static final int LONGEST_STEM = 10;

    private final WordNet wordNet;
    private final Set<String> usageSynsets = new HashSet<>();
    /** Answers by synset, worked out once: the questions come often and the glosses are many. */
    private final Map<String, Boolean> refused = new HashMap<>();

    public LanguageFilter(WordNet wordNet) {
        this.wordNet = wordNet;
        for (Sense sense : wordNet.senses()) {
            if (sense.id().startsWith("n") && sense.lemmas().stream().anyMatch(USAGE::contains)) {
                usageSynsets.add(sense.id());
            }
        }
        for (Sense sense : wordNet.senses()) {
            refused.put(
                    sense.id(),
                    sense.relations().usage().stream().anyMatch(usageSynsets::contains)
                            || LABELS.stream().anyMatch(sense.definition()::contains)
                            || refuses(sense.definition())
                            || sense.lemmas().stream().anyMatch(this::refuses));
        }
    }

    /** Nothing about this synset may be said. */
    public boolean refuses(Sense sense) {
        return refused.get(sense.id());
    }

    /** The text holds a crude word. */
    public boolean refuses(String text) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean letter = i < text.length() && text.charAt(i) >= 'a' && text.charAt(i) <= 'z';
            if (!letter) {
                if (i - start >= SHORTEST_STEM && isCrude(text.substring(start, i))) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    private static boolean isCrude(String word) {
        if (WORDS.contains(word)) {
            return true;
        }
        for (int length = SHORTEST_STEM; length <= Math.min(LONGEST_STEM, word.length()); length++) {
            if (STEMS.contains(word.substring(0, length))) {
                return !INNOCENT.contains(word);
            }
        }
        return false;
    }

    /** A word whose first noun senses are slang or offensive is not used as a word of its own either. */
    public boolean refusesWord(String word) {
        List<Sense> senses = wordNet.nounSenses(word);
        return refuses(word) || senses.stream().limit(2).anyMatch(this::refuses);
    }
}
