package io.firstlight.worlds.quickstart.scene;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An image and what is in it.
 *
 * @param kind how it was composed
 * @param things in the order of {@link Place}; empty for a drawn word
 * @param word the drawn word, or ""
 */
public record Scene(SceneImage image, Kind kind, List<Shown> things, String word) {
    /** How an image is composed. */
    public enum Kind {
        /** One drawing on one tile. */
        SINGLE,
        /** One word in drawn letters on one tile. */
        WORD,
        /** One to four different things on four tiles. */
        DIFFERENT,
        /** The same thing one to four times on four tiles. */
        SAME
    }

    public Scene {
        things = List.copyOf(things);
    }

    public String key() {
        return image.key();
    }

    public boolean isSingleTile() {
        return kind == Kind.SINGLE || kind == Kind.WORD;
    }

    public Optional<Shown> at(Place place) {
        return things.stream().filter(t -> t.place() == place).findFirst();
    }

    /** What is where, whoever drew it. */
    public Layout layout() {
        return Layout.of(things.stream().collect(Collectors.toMap(Shown::place, Shown::word)));
    }
}
