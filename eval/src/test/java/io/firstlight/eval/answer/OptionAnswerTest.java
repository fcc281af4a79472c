package io.firstlight.eval.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.eval.item.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionAnswerTest {
    private static final OptionAnswer METHOD = new OptionAnswer(OptionAnswer.Per.OPTION);

    @Test
    void theMostLikelyOptionIsTheAnswerAndASharedBestIsNone() {
        List<String> options = List.of("dog", "cat", "owl");
        assertThat(BestOption.text(options, List.of(-1.0, -2.0, -3.0))).isEqualTo("dog");
        assertThat(BestOption.text(options, List.of(-2.0, -2.0, -1.0))).isEqualTo("owl");
        assertThat(BestOption.text(options, List.of(-1.0, -2.0, -1.0))).isEmpty();
        assertThat(BestOption.text(options, List.of(-1.0, -1.0, -2.0))).isEmpty();
    }

    @Test
    void theRightAnswersProbabilityIsASoftmaxOverTheOptions() {
        Question question = Question.choice("which?", List.of("cat", "hippopotamus"), 1);
        GoldProbability gold = METHOD.goldProbability(question, response(-3, -6));
        assertThat(gold.raw()).isCloseTo(Math.exp(-6) / (Math.exp(-3) + Math.exp(-6)), within(1e-12));
        assertThat(gold.perByte())
                .as("-1 a byte against -0.5 a byte: by its length alone the right one lost")
                .isCloseTo(Math.exp(-0.5) / (Math.exp(-1) + Math.exp(-0.5)), within(1e-12));
    }

    @Test
    void aTaskChoosesWhatOptionsAreComparedBy() {
        List<String> options = List.of("a", "hippopotamuses", "ox");
        List<Double> sums = List.of(-3.0, -5.0, -4.0);
        List<Integer> numTokens = List.of(1, 2, 3);
        Question question = Question.choice("which?", options, 0);
        List<String> best = new ArrayList<>();
        for (String name : List.of("options", "options_per_token", "options_per_byte")) {
            OptionAnswer method = (OptionAnswer) AnswerMethods.named(name);
            Response response = method.response(options, sums, numTokens);
            method.check(question, response);
            best.add(response.text());
        }
        assertThat(best).containsExactly("a", "ox", "hippopotamuses");
    }

    @Test
    void bytesAreCountedNotLetters() {
        Question question = Question.choice("which?", List.of("na", "né"), 1);
        assertThat(METHOD.goldProbability(question, response(-2, -3)).perByte()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void optionsOutOfReachGiveZeroAndOneInsteadOfNothing() {
        Question question = Question.choice("which?", List.of("a", "b"), 0);
        assertThat(METHOD.goldProbability(question, response(-5000, -1)).raw()).isZero();
        assertThat(METHOD.goldProbability(question, response(-1, -5000)).raw()).isOne();
    }

    @Test
    void aResponseWithAnOptionLessIsRefused() {
        Question question = Question.choice("which?", List.of("a", "b", "c"), 0);
        assertThatThrownBy(() -> METHOD.check(question, response(-1, -2)))
                .hasMessageContaining("3 options and 2 log-probabilities");
        assertThatThrownBy(() -> new Response("a", List.of(Double.NaN), List.of(1)))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> new Response("a", List.of(-1.0), List.of(0)))
                .hasMessageContaining("at least one token");
    }

    private static Response response(double... logProbabilities) {
        List<Double> values = Arrays.stream(logProbabilities).boxed().toList();
        return new Response("b", values, Collections.nCopies(values.size(), 1));
    }
}
