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

/** So few things that nearly every layout comes up, and one that is not kept clear of would be seen. */
class SceneTextsLayoutTest {
    private static final String PLACE = "((?:top|bottom)-(?:left|right))";
    private static final Pattern THING =
            Pattern.compile("(?<=^| : |, )(?:" + PLACE + " )?(?!an image)([a-z]+)(?: " + PLACE + ")?(?=,|$)");
    private static final List<Concept> CONCEPTS = Stream.of("apple", "boat", "cat", "drum", "eel")
            .map(word -> new Concept(word, "group", "", List.of(), 0))
            .toList();

    @Test
    void noSceneOfTwoThingsOrMoreHasAForbiddenLayout() {
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
    void asManyThingsAsPlacesAreTooFewToTellWhatIsNotThere() {
        assertThatThrownBy(() -> new SceneTexts(CONCEPTS.subList(0, 4), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scenes told in words need more than 4 concepts, found 4");
    }

    private static Set<String> layouts(Set<String> forbidden) {
        return new SceneTexts(CONCEPTS, forbidden)
                .write(3_000, 1).stream()
                        .map(Document::text)
                        .map(text -> THING.matcher(text.substring(0, text.indexOf('.')))
                                .results()
                                .map(thing -> thing.group(2) + "@"
                                        + (thing.group(1) == null ? thing.group(3) : thing.group(1)))
                                .sorted()
                                .collect(Collectors.joining(" ")))
                        .collect(Collectors.toSet());
    }
}
