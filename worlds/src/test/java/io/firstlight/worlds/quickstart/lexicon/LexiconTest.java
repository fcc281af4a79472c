package io.firstlight.worlds.quickstart.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LexiconTest {
    private static final Lexicon LEXICON = Lexicon.load(10_000, 48);

    @Test
    void everyConceptHasItsEmojiAndAUniqueWord() {
        Set<String> words = new HashSet<>();
        for (Concept concept : LEXICON.concepts()) {
            assertThat(words.add(concept.word())).as(concept.word()).isTrue();
            assertThat(concept.word()).matches("[a-z]+");
            concept.descriptions()
                    .forEach(d -> assertThat(LEXICON.emojiNames().get(d).description())
                            .isEqualToIgnoringCase(d));
        }
        assertThat(words.size()).isGreaterThan(400);
    }

    @Test
    void noEmojiShowsTwoConcepts() {
        Set<String> descriptions = new HashSet<>();
        LEXICON.concepts()
                .forEach(c -> c.descriptions()
                        .forEach(d -> assertThat(descriptions.add(d)).as(d).isTrue()));
    }

    @Test
    void everyGroupIsLargeEnoughForFourOptions() {
        Map<String, Integer> sizes = new HashMap<>();
        LEXICON.concepts().forEach(c -> sizes.merge(c.group(), 1, Integer::sum));
        assertThat(sizes.values()).allMatch(size -> size >= 4);
    }

    @Test
    void aNounsSenseBelongsToItsCategory() {
        assertThat(noun("bat").sense().definition()).contains("mammal");
        assertThat(noun("cricket").sense().definition()).contains("insect");
        assertThat(noun("seal").sense().definition()).contains("mammals");
        for (Noun noun : LEXICON.nouns()) {
            if (!noun.drawn()) {
                assertThat(LEXICON.categories().isKind(noun.sense(), noun.category()))
                        .as(noun.word())
                        .isTrue();
            }
        }
    }

    private static Noun noun(String word) {
        return LEXICON.nouns().stream()
                .filter(noun -> noun.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void slangOffensiveWordsAndNamesAreLeftOut() {
        List<String> words = LEXICON.nouns().stream().map(Noun::word).toList();
        for (Noun noun : LEXICON.nouns()) {
            assertThat(LEXICON.filter().refuses(noun.word())).as(noun.word()).isFalse();
            assertThat(noun.drawn() || !LEXICON.filter().refuses(noun.sense()))
                    .as(noun.word())
                    .isTrue();
        }
        assertThat(words).doesNotContainAnyElementsOf(List.of("darwin", "mary", "whore", "cocaine", "john"));
        assertThat(LEXICON.filter().refuses("a crude word such as shit")).isTrue();
        assertThat(LEXICON.filter().refuses("an assessment of the class")).isFalse();
        Sense slur = LEXICON.wordNet().nounSenses("wog").get(0);
        assertThat(LEXICON.filter().refuses(slur)).isTrue();
    }

    @Test
    void noCategoryHasMoreNounsThanTheLimit() {
        Map<String, Integer> sizes = new HashMap<>();
        LEXICON.nouns().stream().filter(Noun::hasCategory).forEach(n -> sizes.merge(n.category(), 1, Integer::sum));
        // All concepts are kept: a category with more concepts than the limit gets no other noun.
        sizes.forEach((kind, size) -> assertThat(size).as(kind).isLessThanOrEqualTo(Math.max(48, (int)
                LEXICON.nouns().stream()
                        .filter(n -> n.drawn() && n.category().equals(kind))
                        .count())));
    }

    @Test
    void aGlossIsParsed() {
        Gloss gloss = Gloss.parse(
                "(zoology) a member of the genus Canis (probably wolf) that barks; occurs in many breeds; \"the dog "
                        + "barked all night\"");
        assertThat(gloss.definition()).isEqualTo("a member of the genus canis that barks");
        assertThat(gloss.examples()).containsExactly("the dog barked all night");
    }

    @Test
    void aSmallWorldHasAllGroups() {
        Set<String> groups = new HashSet<>();
        Lexicon.load(60, 5).concepts().forEach(c -> groups.add(c.group()));
        Set<String> all = new HashSet<>();
        LEXICON.concepts().forEach(c -> all.add(c.group()));
        assertThat(groups).isEqualTo(all);
    }
}
