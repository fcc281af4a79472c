package io.firstlight.worlds.quickstart.drawing;

import io.firstlight.worlds.quickstart.icon.Raster;
import io.firstlight.worlds.quickstart.lexicon.Concept;

/**
 * One artist's image of one concept.
 *
 * @param id "set/icon", unique
 * @param color its one dominant color, or "" when it has none that everybody would name, or none of its own (tinted)
 */
public record Drawing(String id, Artist artist, Concept concept, Raster raster, String color) {}
