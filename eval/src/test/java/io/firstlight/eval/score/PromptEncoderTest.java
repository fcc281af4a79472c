package io.firstlight.eval.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.data.format.DialogueEncoder;
import io.firstlight.data.sample.Segment;
import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.eval.item.Items;
import io.firstlight.eval.item.Split;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptEncoderTest {
    /** A word is its number of letters. */
    private final PromptEncoder encoder = new PromptEncoder(
            new DialogueEncoder(
                    text -> Arrays.stream(text.strip().split(" "))
                            .mapToInt(String::length)
                            .toArray(),
                    new PromptTemplate("question ", " answer ")),
            100,
            101);

    @Test
    void thePromptStandsInTheTemplateAfterTheBeginning() {
        assertThat(encoder.prompt("is it a dog", List.of()))
                .containsExactly(new Segment.Text(new int[] {100, 8, 2, 2, 1, 3, 6}, false));
    }

    @Test
    void optionsAreEncodedByThemselves() {
        OptionQuery query = encoder.query(
                Items.item("naming", Split.REPORTED, "7", "p", 0, "a tiger", "lion"),
                List.of(new Segment.Image("other", 4), new Segment.Image("more", 2)));
        assertThat(query.options()).isDeepEqualTo(new int[][] {{1, 5}, {4}});
        assertThat(query.prompt())
                .containsExactly(
                        new Segment.Text(new int[] {100}, false),
                        new Segment.Image("other", 4),
                        new Segment.Image("more", 2),
                        new Segment.Text(new int[] {8, 4, 2, 5, 6}, false));
        assertThat(query.item()).isEqualTo("naming/7");
    }

    @Test
    void optionsThatBeginAlikeAreScoredWithTheirEnd() {
        OptionQuery query =
                encoder.query(Items.item("naming", Split.REPORTED, "7", "", 0, "ice cream", "ice", "lion"), List.of());
        assertThat(query.options()).isDeepEqualTo(new int[][] {{3, 5, 101}, {3, 101}, {4, 101}});
    }
}
