package io.firstlight.quickstart.lexicon;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps slang, slurs and crude matter out of everything the world writes: by WordNet's own usage labels, by the labels
 * glosses carry in words, and by a list of stems.
 */
public final class LanguageFilter {
    private static final Set<String> USAGE = Set.of("slang", "ethnic slur", "obscenity", "disparagement", "vulgarism",
            "dirty word", "derogation", "vernacular", "street name", "cant", "argot");
    private static final Pattern LABEL = Pattern.compile(
            "offensive|slur|obscen|vulgar|disparag|derogat|insult|pejorat|slang|taboo|contemptuous|unpleasant (girl|woman|person)");
    private static final Pattern CRUDE = Pattern.compile("\\b(sex\\w*|genital\\w*|penis\\w*|vagin\\w*|erotic\\w*|prostitut\\w*"
            + "|whore\\w*|porn\\w*|rape[sd]?|rapist\\w*|breasts?|nipple\\w*|anus|anal|rectum|feces|faeces|excrement|excret\\w*|urin\\w*"
            + "|intercourse|masturbat\\w*|orgasm\\w*|testic\\w*|scrotum|pubic|ejaculat\\w*|semen|coitus|copulat\\w*|incest\\w*"
            + "|homosexual\\w*|lesbian\\w*|gay|nigg\\w*|negro\\w*|jew\\w*|gypsy|gypsies|savages?|idiot\\w*|moron\\w*|retard\\w*"
            + "|imbecile\\w*|suicid\\w*|nazi\\w*|genocid\\w*|tortur\\w*|murder\\w*|cocaine|heroin|marijuana|slave\\w*|slut\\w*|bastard\\w*"
            + "|damn\\w*|hell|ass|asses|arse|fuck\\w*|shit\\w*|crap|piss\\w*|tits?|buttocks?|bosom|naked|nude|brothel\\w*|lust\\w*"
            + "|syphilis|gonorrhea|herpes|venereal|contracept\\w*|condom\\w*|womb|uterus|abortion\\w*|lynch\\w*|terroris\\w*)\\b");
    private final WordNet wordNet;
    private final Set<String> usageSynsets = new HashSet<>();

    public LanguageFilter(WordNet wordNet) {
        this.wordNet = wordNet;
        for (Sense sense : wordNet.senses()) {
            if (sense.id().startsWith("n") && sense.lemmas().stream().anyMatch(USAGE::contains)) {
                usageSynsets.add(sense.id());
            }
        }
    }

    /** Nothing about this synset may be said. */
    public boolean refuses(Sense sense) {
        return sense.relations().usage().stream().anyMatch(usageSynsets::contains)
                || LABEL.matcher(sense.definition()).find() || refuses(sense.definition())
                || sense.lemmas().stream().anyMatch(this::refuses);
    }

    /** The text holds a crude word. */
    public boolean refuses(String text) {
        Matcher crude = CRUDE.matcher(text);
        return crude.find();
    }

    /** A word whose first noun senses are slang or offensive is not used as a word of its own either. */
    public boolean refusesWord(String word) {
        List<Sense> senses = wordNet.nounSenses(word);
        return refuses(word) || senses.stream().limit(2).anyMatch(this::refuses);
    }
}
