package io.firstlight.worlds.quickstart.scene;

import io.firstlight.worlds.quickstart.drawing.ConceptDrawing;
import io.firstlight.worlds.quickstart.lexicon.Concept;

/**
 * One object in an image.
 *
 * @param color the name of its color in this image, or "" when no color dominates
 * @param quadrant where it is; {@link Quadrant#TOP_LEFT} in an image of one object
 */
public record SceneObject(ConceptDrawing drawing, String color, Quadrant quadrant) {
    /** What it shows. */
    public Concept concept() {
        return drawing.concept();
    }

    /** The name of its concept. */
    public String word() {
        return drawing.concept().word();
    }
}
