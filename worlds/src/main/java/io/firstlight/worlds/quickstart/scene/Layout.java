package io.firstlight.worlds.quickstart.scene;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is where in a scene, whoever drew it: all that a text can say of one.
 *
 * @param words the name of the thing at each place that has one, in the order of places
 */
public record Layout(SortedMap<Place, String> words) {
    /**
     * How many things scenes of different things show: three and four most often, since relations are asked about them.
     */
    public static final List<Integer> COUNTS = List.of(1, 2, 2, 3, 3, 3, 4, 4, 4);

    public Layout {
        words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
    }

    public static Layout of(Map<Place, String> words) {
        return new Layout(new TreeMap<>(words));
    }

    /**
     * Equal for equal layouts: of two things or more, no scene of evaluation may share this with one of training, drawn
     * or told.
     */
    public String signature() {
        return words.entrySet().stream()
                .map(e -> e.getValue() + "@" + e.getKey().word())
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
