package io.firstlight.worlds.quickstart.scene;

import java.util.List;

/** Words for how one place lies to another that is beside it or over or under it. */
public final class Relations {
    public static final List<String> WORDS = List.of("left of", "right of", "above", "below");

    private Relations() {}

    /** What fills "the thing at {@code answer} is ... the thing at {@code from}". */
    public static String word(Place from, Place answer) {
        if (from.row() == answer.row()) {
            return answer.column() < from.column() ? "left of" : "right of";
        }
        if (from.column() == answer.column()) {
            return answer.row() < from.row() ? "above" : "below";
        }
        throw new IllegalArgumentException(from + " and " + answer + " are neither beside nor above each other");
    }
}
