package io.firstlight.worlds.quickstart.drawing;

import io.firstlight.worlds.quickstart.icon.Raster;
import io.firstlight.worlds.quickstart.lexicon.Concept;

/**
 * One artist's drawing of one concept.
 *
 * @param id "set/icon", unique
 * @param raster its pixels
 * @param color the name of its dominant color, or "" when no color dominates clearly or its artist is tinted
 */
public record ConceptDrawing(String id, Artist artist, Concept concept, Raster raster, String color) {}
