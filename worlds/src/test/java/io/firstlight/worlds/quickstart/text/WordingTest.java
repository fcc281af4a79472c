package io.firstlight.worlds.quickstart.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void noWordingOfTheEvaluationIsUsedInTraining() {
        Set<String> training = new HashSet<>();
        for (Wording wording : Wording.values()) {
            training.addAll(wording.training());
        }
        for (Wording wording : Wording.values()) {
            assertThat(wording.evaluation()).doesNotContainAnyElementsOf(training);
        }
    }

    @Test
    void everyWordOfAnEvaluationWordingIsUsedInTrainingQuestions() {
        Set<String> words = new HashSet<>();
        for (Wording wording : Wording.values()) {
            wording.training().forEach(w -> words.addAll(WordTokenizer.split(w)));
        }
        for (Wording wording : Wording.values()) {
            wording.evaluation().forEach(w -> assertThat(words).as(w).containsAll(WordTokenizer.split(w)));
        }
    }

    @Test
    void tokensAreQuadrantsWordsDigitsAndPunctuation() {
        assertThat(WordTokenizer.split("A dog's top-left paw, 12 well-known!"))
                .containsExactly("a", "dog", "'s", "top-left", "paw", ",", "1", "2", "well", "-", "known", "!");
    }

    @Test
    void theArticleFollowsTheSoundOfTheWord() {
        assertThat(NounPhrases.withArticle("apple")).isEqualTo("an apple");
        assertThat(NounPhrases.withArticle("unicorn")).isEqualTo("a unicorn");
        assertThat(NounPhrases.withArticle("dog")).isEqualTo("a dog");
    }

    @Test
    void placeholdersOfAWordingAreReplaced() {
        assertThat(Wording.fill("what is {y} the {x}?", Map.of("x", "dog", "y", "above")))
                .isEqualTo("what is above the dog?");
    }
}
