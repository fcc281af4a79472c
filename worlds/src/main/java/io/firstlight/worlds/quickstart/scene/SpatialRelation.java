package io.firstlight.worlds.quickstart.scene;

import java.util.List;

/** Names of the spatial relation between two neighbouring quadrants. */
public final class SpatialRelation {
    /** All relations. */
    public static final List<String> WORDS = List.of("left of", "right of", "above", "below");

    private SpatialRelation() {}

    /**
     * The relation that completes "the object at {@code answer} is ... the object at {@code from}".
     *
     * @throws IllegalArgumentException if the two are equal or diagonal
     */
    public static String word(Quadrant from, Quadrant answer) {
        if (from.row() == answer.row()) {
            return answer.column() < from.column() ? "left of" : "right of";
        }
        if (from.column() == answer.column()) {
            return answer.row() < from.row() ? "above" : "below";
        }
        throw new IllegalArgumentException(from + " and " + answer + " are not neighbouring quadrants");
    }
}
