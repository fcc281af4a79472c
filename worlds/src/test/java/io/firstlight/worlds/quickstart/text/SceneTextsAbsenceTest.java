package io.firstlight.worlds.quickstart.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.worlds.quickstart.lexicon.Concept;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Things whose name begins with the letter of their group. */
class SceneTextsAbsenceTest {
    /** A thing after its place or before it. */
    private static final Pattern SHOWN =
            Pattern.compile("(?<=(?:left|right) )[a-z]+|(?<= : |, |^)[a-z]+(?= (?:top|bottom)-)");

    private static final Pattern ABSENT =
            Pattern.compile("(?:is there|do you see) (?:an? )?([a-z]+)\\? no\\.|(?:an? )?([a-z]+) is not there\\.");

    @Test
    void whatIsNotThereIsMostlyLikeSomethingThatIs() {
        List<Concept> concepts = new ArrayList<>();
        for (char group = 'a'; group <= 'z'; group++) {
            for (char thing = 'a'; thing <= 'j'; thing++) {
                concepts.add(new Concept("" + group + thing, "" + group, "", List.of(), 0));
            }
        }
        List<Boolean> like = new ArrayList<>();
        for (Document document : new SceneTexts(concepts, Set.of()).write(1_000, 1)) {
            String description = document.text().substring(0, document.text().indexOf('.'));
            List<String> shown = SHOWN.matcher(description)
                    .results()
                    .map(thing -> thing.group())
                    .toList();
            Matcher absent = ABSENT.matcher(document.text());
            while (absent.find()) {
                String word = absent.group(1) == null ? absent.group(2) : absent.group(1);
                assertThat(shown).doesNotContain(word);
                like.add(shown.stream().anyMatch(thing -> thing.charAt(0) == word.charAt(0)));
            }
        }
        assertThat(like).hasSizeGreaterThan(500);
        // Seven in ten are drawn from the group of one shown thing, and few of the others happen to be of a shown
        // group.
        assertThat(like.stream().filter(l -> l).count() / (double) like.size()).isBetween(0.66, 0.82);
    }
}
