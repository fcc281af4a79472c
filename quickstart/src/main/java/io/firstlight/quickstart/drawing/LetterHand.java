package io.firstlight.quickstart.drawing;

import io.firstlight.core.progress.Progress;
import io.firstlight.quickstart.icon.IconArtifact;
import io.firstlight.quickstart.icon.IconRasters;
import io.firstlight.quickstart.icon.IconSvg;
import io.firstlight.quickstart.icon.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One artist's capital letters. Words are drawn with these and never with a Java font, which a fresh machine may lack.
 *
 * @param name    "set/pattern"
 * @param letters the 26 rasters by lower-case letter
 */
public record LetterHand(String name, Split split, Map<Character, Raster> letters) {
    /** Set, icon name with "*" for the letter, split. One hand is held out for each of the two held-out splits. */
    private static final List<Source> SOURCES = List.of(
            new Source("tabler", "letter-*", Split.TRAINING),
            new Source("mdi", "alpha-*", Split.TRAINING),
            new Source("mynaui", "letter-*-solid", Split.TRAINING),
            new Source("mynaui", "letter-*", Split.TRAINING),
            new Source("noto", "letter-*", Split.TRAINING),
            new Source("healthicons", "*", Split.TRAINING),
            new Source("tdesign", "letters-*", Split.SELECTION),
            new Source("fa7-solid", "*", Split.REPORTED));

    /** Where a hand's letters are found. */
    private record Source(String set, String pattern, Split split) {
        String icon(char letter) {
            return pattern.replace('*', letter);
        }
    }

    public LetterHand {
        letters = Map.copyOf(letters);
    }

    /** Id of a letter's icon, "set/icon". */
    public String icon(char letter) {
        return name.replace('*', letter);
    }

    /** All hands; {@code small} leaves most of the training ones out. */
    public static List<LetterHand> load(boolean small, Path cacheDirectory, Progress progress) throws IOException {
        List<LetterHand> hands = new ArrayList<>();
        int training = 0;
        for (Source source : SOURCES) {
            if (source.split() == Split.TRAINING && small && training++ >= 2) {
                continue;
            }
            List<IconSvg> icons = new ArrayList<>();
            Map<String, Character> wanted = new HashMap<>();
            for (char letter = 'a'; letter <= 'z'; letter++) {
                wanted.put(source.icon(letter), letter);
            }
            icons.addAll(IconArtifact.read(source.set(), wanted::containsKey));
            List<Raster> rasters = IconRasters.of(icons, cacheDirectory, progress);
            Map<Character, Raster> letters = new HashMap<>();
            for (int i = 0; i < icons.size(); i++) {
                letters.put(wanted.get(icons.get(i).name()), rasters.get(i));
            }
            if (letters.size() != 26) {
                throw new IllegalStateException("the icon set " + source.set() + " has only " + letters.size() + " of 26 letters");
            }
            hands.add(new LetterHand(source.set() + "/" + source.pattern(), source.split(), letters));
        }
        return List.copyOf(hands);
    }
}
