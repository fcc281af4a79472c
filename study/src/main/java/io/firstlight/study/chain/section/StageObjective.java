package io.firstlight.study.chain.section;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a stage can be trained for, as the section {@code stages} names it. */
enum StageObjective {
    NEXT_TOKEN("next_token"),
    CONTRASTIVE("contrastive"),
    ALIGNMENT("alignment");

    final String name;

    StageObjective(String name) {
        this.name = name;
    }

    static Set<String> names() {
        return Arrays.stream(values()).map(value -> value.name).collect(Collectors.toCollection(TreeSet::new));
    }

    static StageObjective of(String name) {
        return Arrays.stream(values())
                .filter(value -> value.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Whether it counts tokens that enter the decoder; the others count images seen. */
    boolean countsTokens() {
        return this == NEXT_TOKEN;
    }
}
