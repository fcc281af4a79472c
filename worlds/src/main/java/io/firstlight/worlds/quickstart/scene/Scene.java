package io.firstlight.worlds.quickstart.scene;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An image and its content.
 *
 * @param composition how it is composed
 * @param objects in the order of {@link Quadrant}; empty for a drawn word
 * @param word the drawn word, or ""
 */
public record Scene(SceneImage image, Composition composition, List<SceneObject> objects, String word) {
    /** How an image is composed. */
    public enum Composition {
        /** One drawing, in an image of one quadrant's size. */
        SINGLE,
        /** One word in drawn letters, in an image of one quadrant's size. */
        WORD,
        /** One to four different objects in the quadrants of a scene. */
        DIFFERENT,
        /** The same object one to four times in the quadrants of a scene. */
        SAME
    }

    public Scene {
        objects = List.copyOf(objects);
    }

    /** The key of the image. */
    public String key() {
        return image.key();
    }

    /** Whether the image has one quadrant's size. */
    public boolean isSingle() {
        return composition == Composition.SINGLE || composition == Composition.WORD;
    }

    /** The object in a quadrant, if there is one. */
    public Optional<SceneObject> at(Quadrant quadrant) {
        return objects.stream().filter(t -> t.quadrant() == quadrant).findFirst();
    }

    /** Which concept is in which quadrant. */
    public SceneLayout layout() {
        return SceneLayout.of(objects.stream().collect(Collectors.toMap(SceneObject::quadrant, SceneObject::word)));
    }
}
