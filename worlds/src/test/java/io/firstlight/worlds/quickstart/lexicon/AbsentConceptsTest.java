package io.firstlight.worlds.quickstart.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.worlds.quickstart.random.RandomDraws;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AbsentConceptsTest {
    private static final List<Concept> FISH = concepts("fish", 5);
    private static final List<Concept> TOOLS = concepts("tool", 50);
    private static final AbsentConcepts ABSENT =
            new AbsentConcepts(Stream.of(FISH, TOOLS).flatMap(List::stream).toList());

    @Test
    void noShownConceptIsDrawnAndSevenInTenAreOfTheGivenGroup() {
        Set<Concept> shown = Set.of(FISH.get(0), TOOLS.get(0));
        List<Concept> drawn = draws(shown, FISH.get(0));
        assertThat(drawn).doesNotContainAnyElementsOf(shown).contains(FISH.get(4), TOOLS.get(49));
        // Of the 30 % that are drawn from all concepts, a few are fish too: 0.7 + 0.3 * 4 / 53 in total.
        assertThat(drawn.stream().filter(FISH::contains).count() / (double) drawn.size())
                .isBetween(0.68, 0.77);
    }

    @Test
    void anyAbsentConceptIsDrawnIfTheWholeGroupIsShown() {
        assertThat(draws(Set.copyOf(FISH), FISH.get(2))).allMatch(TOOLS::contains);
    }

    private static List<Concept> draws(Set<Concept> shown, Concept near) {
        return IntStream.range(0, 2_000)
                .mapToObj(i -> ABSENT.draw(shown, near, RandomDraws.of(1, "absent", i)))
                .toList();
    }

    private static List<Concept> concepts(String group, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Concept(group + i, group, "", List.of(), 0))
                .toList();
    }
}
