package io.firstlight.worlds.quickstart.drawing;

import io.firstlight.worlds.quickstart.lexicon.Concept;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One icon set, and how it names the drawings of a concept.
 *
 * @param set name of the icon set in the icon artifact
 * @param split the only split that its drawings are used in
 * @param naming how it names its icons
 * @param tinted whether the set has no colors of its own; its drawings then get a random color in each image
 */
public record Artist(String set, WorldSplit split, IconNaming naming, boolean tinted) {
    /** How a set names its icons. */
    public enum IconNaming {
        /** The CLDR description with dashes: "dog-face". */
        DASHED,
        /** The CLDR description in one word: "dogface". */
        JOINED,
        /** The concept's word. */
        WORD,
        /** The concept's word followed by "-fill". */
        WORD_FILL,
        /** The concept's word followed by "-duotone". */
        WORD_DUOTONE
    }

    /**
     * All artists. Emojione and twemoji are held out; emojione-monotone has the shapes of emojione and is not used at
     * all. Noto and noto-v1 share most of their shapes, as do the three Fluent sets: all of these are in training.
     */
    public static final List<Artist> ALL = List.of(
            new Artist("noto", WorldSplit.TRAINING, IconNaming.DASHED, false),
            new Artist("noto-v1", WorldSplit.TRAINING, IconNaming.DASHED, false),
            new Artist("fluent-emoji-flat", WorldSplit.TRAINING, IconNaming.DASHED, false),
            new Artist("fluent-emoji", WorldSplit.TRAINING, IconNaming.DASHED, false),
            new Artist("fluent-emoji-high-contrast", WorldSplit.TRAINING, IconNaming.DASHED, true),
            new Artist("fxemoji", WorldSplit.TRAINING, IconNaming.JOINED, false),
            new Artist("streamline-emojis", WorldSplit.TRAINING, IconNaming.WORD, false),
            new Artist("icon-park", WorldSplit.TRAINING, IconNaming.WORD, false),
            new Artist("mdi", WorldSplit.TRAINING, IconNaming.WORD, true),
            new Artist("ph", WorldSplit.TRAINING, IconNaming.WORD_FILL, true),
            new Artist("ph", WorldSplit.TRAINING, IconNaming.WORD_DUOTONE, true),
            new Artist("tabler", WorldSplit.TRAINING, IconNaming.WORD, true),
            new Artist("lucide", WorldSplit.TRAINING, IconNaming.WORD, true),
            new Artist("dinkie-icons", WorldSplit.TRAINING, IconNaming.WORD, true),
            new Artist("mingcute", WorldSplit.TRAINING, IconNaming.WORD_FILL, true),
            new Artist("emojione", WorldSplit.SELECTION, IconNaming.DASHED, false),
            new Artist("twemoji", WorldSplit.REPORTED, IconNaming.DASHED, false));

    /** Both held-out artists and three others: enough for a smoke test. */
    public static final List<Artist> FEW = ALL.stream()
            .filter(a -> List.of("noto", "fluent-emoji-flat", "mdi", "emojione", "twemoji")
                    .contains(a.set()))
            .toList();

    /** The names under which this set may have an icon of {@code concept}. */
    List<String> iconNames(Concept concept) {
        List<String> candidates = new ArrayList<>();
        switch (naming) {
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
