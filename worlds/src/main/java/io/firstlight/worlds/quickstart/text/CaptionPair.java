package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.random.RandomDraws;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.scene.SceneObject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The short and the rich caption of an image.
 *
 * <p>Every word of a caption follows from the image and the words before it: names come in reading order or after their
 * quadrant. A list in random order would make the model guess which object comes next, which teaches it little.
 *
 * @param shortForm the names alone, in reading order
 * @param rich names with colors, number and quadrants; the quadrant comes before the name
 */
public record CaptionPair(String shortForm, String rich) {
    /**
     * The most objects for which a rich caption gives colors. A caption of more objects would have too many text tokens
     * in proportion to a scene's 16 visual tokens.
     */
    private static final int COLORS_UP_TO = 2;

    /** The captions of {@code scene}; {@code draws} decides the order of the quadrants in the rich one. */
    public static CaptionPair of(Scene scene, RandomDraws draws) {
        return switch (scene.composition()) {
            case WORD -> new CaptionPair(scene.word(), "the word " + scene.word());
            case SINGLE -> {
                SceneObject object = scene.objects().get(0);
                boolean counted = !NounPhrases.of(object.concept()).equals(object.word());
                yield new CaptionPair(
                        object.word(), counted ? NounPhrases.withArticle(withColor(object)) : withColor(object));
            }
            case SAME -> {
                SceneObject object = scene.objects().get(0);
                int count = scene.objects().size();
                String times = count == 1 ? "" : " " + Knowledge.NUMBERS.get(count - 1) + " times";
                yield new CaptionPair(object.word(), withColor(object) + times);
            }
            case DIFFERENT -> {
                List<SceneObject> objects = scene.objects();
                boolean colors = objects.size() <= COLORS_UP_TO;
                yield new CaptionPair(
                        objects.stream().map(SceneObject::word).collect(Collectors.joining(", ")),
                        draws.shuffled(objects).stream()
                                .map(t -> t.quadrant().word() + " " + (colors ? withColor(t) : t.word()))
                                .collect(Collectors.joining(", ")));
            }
        };
    }

    private static String withColor(SceneObject object) {
        return object.color().isEmpty() ? object.word() : object.color() + " " + object.word();
    }
}
