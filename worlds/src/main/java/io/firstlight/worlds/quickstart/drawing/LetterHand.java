package io.firstlight.worlds.quickstart.drawing;

import io.firstlight.core.progress.Progress;
import io.firstlight.worlds.quickstart.icon.IconArtifact;
import io.firstlight.worlds.quickstart.icon.IconRasters;
import io.firstlight.worlds.quickstart.icon.IconSvg;
import io.firstlight.worlds.quickstart.icon.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One artist's capital letters. Words are drawn with these and never with a Java font, which a fresh machine may lack.
 *
 * @param name "set/pattern"
 * @param letters the 26 rasters by lower-case letter
 */
public record LetterHand(String name, Split split, Map<Character, Raster> letters) {
    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz".toCharArray();
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

        Optional<Character> letter(String icon) {
            for (char letter : ALPHABET) {
                if (icon(letter).equals(icon)) {
                    return Optional.of(letter);
                }
            }
            return Optional.empty();
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
        List<Source> sources = sources(small);
        List<IconSvg> icons = new ArrayList<>();
        for (Source source : sources) {
            Map<String, IconSvg> found = new HashMap<>();
            IconArtifact.read(source.set(), name -> source.letter(name).isPresent())
                    .forEach(icon -> found.put(icon.name(), icon));
            for (char letter : ALPHABET) {
                IconSvg icon = found.get(source.icon(letter));
                if (icon == null) {
                    throw new IllegalStateException(
                            "the icon set " + source.set() + " has no letter " + source.icon(letter));
                }
                icons.add(icon);
            }
        }
        List<Raster> rasters = IconRasters.of(icons, "letters", cacheDirectory, progress);
        List<LetterHand> hands = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Map<Character, Raster> letters = new HashMap<>();
            for (int j = 0; j < ALPHABET.length; j++) {
                letters.put(ALPHABET[j], rasters.get(i * ALPHABET.length + j));
            }
            Source source = sources.get(i);
            hands.add(new LetterHand(source.set() + "/" + source.pattern(), source.split(), letters));
        }
        return List.copyOf(hands);
    }

    /** The icon sets that all hands come from. */
    public static List<String> sets() {
        return SOURCES.stream().map(Source::set).distinct().toList();
    }

    private static List<Source> sources(boolean small) {
        List<Source> training = SOURCES.stream()
                .filter(s -> s.split() == Split.TRAINING)
                .limit(small ? 2 : SOURCES.size())
                .toList();
        List<Source> heldOut =
                SOURCES.stream().filter(s -> s.split() != Split.TRAINING).toList();
        return Stream.concat(training.stream(), heldOut.stream()).toList();
    }
}
