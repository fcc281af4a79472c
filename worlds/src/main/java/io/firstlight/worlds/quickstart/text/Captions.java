package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.chance.Draws;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.scene.Shown;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An image in words, twice.
 *
 * <p>Every word of a caption follows from the image and the words before it: names come in reading order, or after
 * their place. A list in random order would ask the model to guess which thing comes next, which teaches it little.
 *
 * @param shortForm only the names, in reading order
 * @param rich names with colors, number and places; the place comes first
 */
public record Captions(String shortForm, String rich) {
    /**
     * Colors are left out of rich captions of more things than this, so that captions stay short beside 16 visual
     * tokens.
     */
    private static final int COLORS_UP_TO = 2;

    public static Captions of(Scene scene, Draws draws) {
        return switch (scene.kind()) {
            case WORD -> new Captions(scene.word(), "the word " + scene.word());
            case SINGLE -> {
                Shown thing = scene.things().get(0);
                boolean counted = !Phrases.of(thing.concept()).equals(thing.word());
                yield new Captions(thing.word(), counted ? Words.withArticle(withColor(thing)) : withColor(thing));
            }
            case SAME -> {
                Shown thing = scene.things().get(0);
                int count = scene.things().size();
                String times = count == 1 ? "" : " " + Knowledge.NUMBERS.get(count - 1) + " times";
                yield new Captions(thing.word(), withColor(thing) + times);
            }
            case DIFFERENT -> {
                List<Shown> things = scene.things();
                boolean colors = things.size() <= COLORS_UP_TO;
                yield new Captions(
                        things.stream().map(Shown::word).collect(Collectors.joining(", ")),
                        draws.shuffled(things).stream()
                                .map(t -> t.place().word() + " " + (colors ? withColor(t) : t.word()))
                                .collect(Collectors.joining(", ")));
            }
        };
    }

    private static String withColor(Shown thing) {
        return thing.color().isEmpty() ? thing.word() : thing.color() + " " + thing.word();
    }
}
