package io.firstlight.worlds.quickstart.lexicon;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps slang, slurs and crude words out of everything the world writes. It goes by WordNet's usage labels, by labels
 * in the text of glosses, and by a list of words and stems.
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
    /** Words that are refused in exactly this form. */
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
    /** Beginnings of words that are refused whatever follows. */
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
    /** Allowed words that begin with one of {@link #STEMS}. */
    private static final Set<String> ALLOWED = Set.of(
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
    /** The verdict on each synset by its id, computed once because it is asked for often. */
    private final Map<String, Boolean> refusedById = new HashMap<>();

    /** Judges every synset of {@code wordNet} once. */
    public LanguageFilter(WordNet wordNet) {
        this.wordNet = wordNet;
        for (Sense sense : wordNet.senses()) {
            if (sense.id().startsWith("n") && sense.lemmas().stream().anyMatch(USAGE::contains)) {
                usageSynsets.add(sense.id());
            }
        }
        for (Sense sense : wordNet.senses()) {
            refusedById.put(
                    sense.id(),
                    sense.relations().usage().stream().anyMatch(usageSynsets::contains)
                            || LABELS.stream().anyMatch(sense.definition()::contains)
                            || refuses(sense.definition())
                            || sense.lemmas().stream().anyMatch(this::refuses));
        }
    }

    /** Whether the synset is refused: by a usage label, by its definition or by one of its lemmas. */
    public boolean refuses(Sense sense) {
        return refusedById.get(sense.id());
    }

    /** Whether the text contains a crude word. The text is in lower case. */
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
                return !ALLOWED.contains(word);
            }
        }
        return false;
    }

    /** Whether the word is crude or one of its first two noun senses is refused. */
    public boolean refusesWord(String word) {
        List<Sense> senses = wordNet.nounSenses(word);
        return refuses(word) || senses.stream().limit(2).anyMatch(this::refuses);
    }
}
