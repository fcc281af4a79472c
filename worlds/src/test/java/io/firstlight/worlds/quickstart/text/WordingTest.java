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
            wording.training().forEach(w -> words.addAll(Words.of(w)));
        }
        for (Wording wording : Wording.values()) {
            wording.evaluation().forEach(w -> assertThat(words).as(w).containsAll(Words.of(w)));
        }
    }

    @Test
    void wordsArePlacesLettersDigitsAndSigns() {
        assertThat(Words.of("A dog's top-left paw, 12 well-known!"))
                .containsExactly("a", "dog", "'s", "top-left", "paw", ",", "1", "2", "well", "-", "known", "!");
    }

    @Test
    void theArticleFollowsTheSound() {
        assertThat(Words.withArticle("apple")).isEqualTo("an apple");
        assertThat(Words.withArticle("unicorn")).isEqualTo("a unicorn");
        assertThat(Words.withArticle("dog")).isEqualTo("a dog");
    }

    @Test
    void placesInAWordingAreFilled() {
        assertThat(Wording.fill("what is {y} the {x}?", Map.of("x", "dog", "y", "above")))
                .isEqualTo("what is above the dog?");
    }
}
