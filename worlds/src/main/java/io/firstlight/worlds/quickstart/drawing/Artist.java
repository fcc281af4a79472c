package io.firstlight.worlds.quickstart.drawing;

import io.firstlight.worlds.quickstart.lexicon.Concept;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One icon set and how its drawings are found.
 *
 * @param set prefix in the icon artifact
 * @param split where its drawings may be used
 * @param names how a concept is named there
 * @param tinted the set has no colors of its own: its drawings get a random one each time
 */
public record Artist(String set, Split split, Names names, boolean tinted) {
    /** How a set names its icons. */
    public enum Names {
        /** CLDR description with dashes: "dog-face". */
        DASHED,
        /** CLDR description in one word: "dogface". */
        JOINED,
        /** The concept's word. */
        WORD,
        /** The concept's word and "-fill". */
        WORD_FILL,
        /** The concept's word and "-duotone". */
        WORD_DUOTONE
    }

    /**
     * All artists. Emojione and twemoji are held out; emojione-monotone, the twin of the former, is not used at all.
     * Noto and noto-v1, and the three Fluent sets, are largely the same drawings and all in training.
     */
    public static final List<Artist> ALL = List.of(
            new Artist("noto", Split.TRAINING, Names.DASHED, false),
            new Artist("noto-v1", Split.TRAINING, Names.DASHED, false),
            new Artist("fluent-emoji-flat", Split.TRAINING, Names.DASHED, false),
            new Artist("fluent-emoji", Split.TRAINING, Names.DASHED, false),
            new Artist("fluent-emoji-high-contrast", Split.TRAINING, Names.DASHED, true),
            new Artist("fxemoji", Split.TRAINING, Names.JOINED, false),
            new Artist("streamline-emojis", Split.TRAINING, Names.WORD, false),
            new Artist("icon-park", Split.TRAINING, Names.WORD, false),
            new Artist("mdi", Split.TRAINING, Names.WORD, true),
            new Artist("ph", Split.TRAINING, Names.WORD_FILL, true),
            new Artist("ph", Split.TRAINING, Names.WORD_DUOTONE, true),
            new Artist("tabler", Split.TRAINING, Names.WORD, true),
            new Artist("lucide", Split.TRAINING, Names.WORD, true),
            new Artist("dinkie-icons", Split.TRAINING, Names.WORD, true),
            new Artist("mingcute", Split.TRAINING, Names.WORD_FILL, true),
            new Artist("emojione", Split.SELECTION, Names.DASHED, false),
            new Artist("twemoji", Split.REPORTED, Names.DASHED, false));

    /** Enough for a smoke test: both held-out artists and three others. */
    public static final List<Artist> FEW = ALL.stream()
            .filter(a -> List.of("noto", "fluent-emoji-flat", "mdi", "emojione", "twemoji")
                    .contains(a.set()))
            .toList();

    /** The icon names that would show {@code concept} in this set. */
    List<String> iconNames(Concept concept) {
        List<String> candidates = new ArrayList<>();
        switch (names) {
            case DASHED -> concept.descriptions().forEach(d -> candidates.add(slug(d, "-")));
            case JOINED -> concept.descriptions().forEach(d -> candidates.add(slug(d, "")));
            case WORD -> candidates.add(concept.word());
            case WORD_FILL -> candidates.add(concept.word() + "-fill");
            case WORD_DUOTONE -> candidates.add(concept.word() + "-duotone");
        }
        return candidates;
    }

    private static String slug(String description, String separator) {
        return description.toLowerCase(Locale.ROOT).replaceAll("[’'.]", "").replaceAll("[^a-z0-9]+", separator);
    }
}
