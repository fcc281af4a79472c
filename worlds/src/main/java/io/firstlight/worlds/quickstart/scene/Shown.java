package io.firstlight.worlds.quickstart.scene;

import io.firstlight.worlds.quickstart.drawing.Drawing;
import io.firstlight.worlds.quickstart.lexicon.Concept;

/**
 * One thing in an image.
 *
 * @param color the color it has there, or "" when it has none that everybody would name
 */
public record Shown(Drawing drawing, String color, Place place) {
    public Concept concept() {
        return drawing.concept();
    }

    public String word() {
        return drawing.concept().word();
    }
}
