package io.firstlight.worlds.quickstart.scene;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which concept is in which quadrant of a scene, independent of the drawings: all that a text can describe.
 *
 * @param words the name of the object in each occupied quadrant, in the order of {@link Quadrant}
 */
public record SceneLayout(SortedMap<Quadrant, String> words) {
    /**
     * The number of objects in a scene of different objects, drawn uniformly from this list: three and four are most
     * frequent because questions about relations need them.
     */
    public static final List<Integer> COUNTS = List.of(1, 2, 2, 3, 3, 3, 4, 4, 4);

    public SceneLayout {
        words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
    }

    /** The layout of the given objects. */
    public static SceneLayout of(Map<Quadrant, String> words) {
        return new SceneLayout(new TreeMap<>(words));
    }

    /**
     * A text that is equal for equal layouts. No training scene, drawn or described in text, may share it with an
     * evaluation scene, if the scene has two objects or more.
     */
    public String signature() {
        return words.entrySet().stream()
                .map(e -> e.getValue() + "@" + e.getKey().word())
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
