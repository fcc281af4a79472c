package io.firstlight.quickstart.drawing;

import java.util.Map;
import java.util.Set;

/**
 * Icons whose name is a concept's word but which show something else: found by eye on contact sheets of every artist
 * matched by word. "*" stands for all such artists.
 */
final class Misnomers {
    private static final Map<String, Set<String>> BY_SET = Map.of();

    private Misnomers() {}

    static boolean contains(String set, String icon) {
        return BY_SET.getOrDefault(set, Set.of()).contains(icon);
    }
}
