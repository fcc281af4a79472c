package io.firstlight.worlds.quickstart.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.worlds.quickstart.lexicon.Concept;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Uses concepts whose name begins with the letter of their group. */
class SceneTextsAbsenceTest {
    /** A name after its quadrant or before it. */
    private static final Pattern SHOWN =
            Pattern.compile("(?<=(?:left|right) )[a-z]+|(?<= : |, |^)[a-z]+(?= (?:top|bottom)-)");

    private static final Pattern ABSENT =
            Pattern.compile("(?:is there|do you see) (?:an? )?([a-z]+)\\? no\\.|(?:an? )?([a-z]+) is not there\\.");

    @Test
    void mostAbsentConceptsAreOfTheGroupOfAShownOne() {
        List<Concept> concepts = new ArrayList<>();
        for (char group = 'a'; group <= 'z'; group++) {
            for (char member = 'a'; member <= 'j'; member++) {
                concepts.add(new Concept("" + group + member, "" + group, "", List.of(), 0));
            }
        }
        List<Boolean> sameGroup = new ArrayList<>();
        for (TextDocument document : new SceneTexts(concepts, Set.of()).write(1_000, 1)) {
            String description = document.text().substring(0, document.text().indexOf('.'));
            List<String> shown = SHOWN.matcher(description)
                    .results()
                    .map(match -> match.group())
                    .toList();
            Matcher absent = ABSENT.matcher(document.text());
            while (absent.find()) {
                String word = absent.group(1) == null ? absent.group(2) : absent.group(1);
                assertThat(shown).doesNotContain(word);
                sameGroup.add(shown.stream().anyMatch(name -> name.charAt(0) == word.charAt(0)));
            }
        }
        assertThat(sameGroup).hasSizeGreaterThan(500);
        // 70 % are drawn from the group of one shown concept, and a few of the others belong to a shown group by
        // chance.
        assertThat(sameGroup.stream().filter(l -> l).count() / (double) sameGroup.size())
                .isBetween(0.66, 0.82);
    }
}
