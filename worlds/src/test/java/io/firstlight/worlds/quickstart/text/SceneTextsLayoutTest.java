package io.firstlight.worlds.quickstart.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.worlds.quickstart.lexicon.Concept;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Uses so few concepts that nearly every layout occurs, so that a forbidden one would occur too if it were not avoided.
 */
class SceneTextsLayoutTest {
    private static final String QUADRANT = "((?:top|bottom)-(?:left|right))";
    private static final Pattern OBJECT =
            Pattern.compile("(?<=^| : |, )(?:" + QUADRANT + " )?(?!an image)([a-z]+)(?: " + QUADRANT + ")?(?=,|$)");
    private static final List<Concept> CONCEPTS = Stream.of("apple", "boat", "cat", "drum", "eel")
            .map(word -> new Concept(word, "group", "", List.of(), 0))
            .toList();

    @Test
    void noSceneOfTwoObjectsOrMoreHasAForbiddenLayout() {
        Set<String> free = layouts(Set.of());
        Set<String> forbidden = new TreeSet<>();
        free.stream().filter(layout -> layout.contains(" ")).forEach(layout -> {
            if (forbidden.size() <= free.size() / 2) {
                forbidden.add(layout);
            }
        });
        assertThat(forbidden).hasSizeGreaterThan(100);
        Set<String> kept = layouts(forbidden);
        assertThat(kept).hasSizeGreaterThan(100).doesNotContainAnyElementsOf(forbidden);
    }

    @Test
    void asManyConceptsAsQuadrantsAreTooFew() {
        assertThatThrownBy(() -> new SceneTexts(CONCEPTS.subList(0, 4), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("descriptions of scenes need more than 4 concepts, found 4");
    }

    private static Set<String> layouts(Set<String> forbidden) {
        return new SceneTexts(CONCEPTS, forbidden)
                .write(3_000, 1).stream()
                        .map(TextDocument::text)
                        .map(text -> OBJECT.matcher(text.substring(0, text.indexOf('.')))
                                .results()
                                .map(object -> object.group(2) + "@"
                                        + (object.group(1) == null ? object.group(3) : object.group(1)))
                                .sorted()
                                .collect(Collectors.joining(" ")))
                        .collect(Collectors.toSet());
    }
}
