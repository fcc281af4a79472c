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
 * The capital letters of one icon set. Words are drawn with these and not with a Java font, because a fresh machine may
 * have no fonts.
 *
 * @param name "set/pattern"
 * @param split the only split that it is used in
 * @param letters the 26 rasters, by lower-case letter
 */
public record LetterSet(String name, WorldSplit split, Map<Character, Raster> letters) {
    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz".toCharArray();
    /** All letter sets. One of them is held out for each of the two evaluation splits. */
    private static final List<Source> SOURCES = List.of(
            new Source("tabler", "letter-*", WorldSplit.TRAINING),
            new Source("mdi", "alpha-*", WorldSplit.TRAINING),
            new Source("mynaui", "letter-*-solid", WorldSplit.TRAINING),
            new Source("mynaui", "letter-*", WorldSplit.TRAINING),
            new Source("noto", "letter-*", WorldSplit.TRAINING),
            new Source("healthicons", "*", WorldSplit.TRAINING),
            new Source("tdesign", "letters-*", WorldSplit.SELECTION),
            new Source("fa7-solid", "*", WorldSplit.REPORTED));

    /**
     * Where the letters of one set are found.
     *
     * @param set name of the icon set
     * @param pattern icon name with "*" in place of the letter
     */
    private record Source(String set, String pattern, WorldSplit split) {
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

    public LetterSet {
        letters = Map.copyOf(letters);
    }

    /** The id of a letter's icon, "set/icon". */
    public String icon(char letter) {
        return name.replace('*', letter);
    }

    /** All letter sets; {@code small} keeps only two of those for training. */
    public static List<LetterSet> load(boolean small, Path cacheDirectory, Progress progress) throws IOException {
        List<Source> sources = sources(small);
        List<IconSvg> icons = new ArrayList<>();
        for (Source source : sources) {
            Map<String, IconSvg> found = new HashMap<>();
            IconArtifact.read(source.set(), name -> source.letter(name).isPresent())
                    .forEach(icon -> found.put(icon.name(), icon));
            for (char letter : ALPHABET) {
                IconSvg icon = found.get(source.icon(letter));
                if (icon == null) {
                    throw new IllegalStateException("the icon set '" + source.set() + "' has no icon '"
                            + source.icon(letter) + "' for a letter");
                }
                icons.add(icon);
            }
        }
        List<Raster> rasters = IconRasters.of(icons, "letters", cacheDirectory, progress);
        List<LetterSet> letterSets = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Map<Character, Raster> letters = new HashMap<>();
            for (int j = 0; j < ALPHABET.length; j++) {
                letters.put(ALPHABET[j], rasters.get(i * ALPHABET.length + j));
            }
            Source source = sources.get(i);
            letterSets.add(new LetterSet(source.set() + "/" + source.pattern(), source.split(), letters));
        }
        return List.copyOf(letterSets);
    }

    /** The names of the icon sets that letters come from. */
    public static List<String> sets() {
        return SOURCES.stream().map(Source::set).distinct().toList();
    }

    private static List<Source> sources(boolean small) {
        List<Source> training = SOURCES.stream()
                .filter(s -> s.split() == WorldSplit.TRAINING)
                .limit(small ? 2 : SOURCES.size())
                .toList();
        List<Source> heldOut =
                SOURCES.stream().filter(s -> s.split() != WorldSplit.TRAINING).toList();
        return Stream.concat(training.stream(), heldOut.stream()).toList();
    }
}
