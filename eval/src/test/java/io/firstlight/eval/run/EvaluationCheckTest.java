package io.firstlight.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.firstlight.data.format.DialogueEncoder;
import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.benchmark.TaskScoring;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Items;
import io.firstlight.eval.item.Question;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.item.TaskModality;
import io.firstlight.eval.run.EvaluationCheck.Fault;
import io.firstlight.eval.score.PromptEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationCheckTest {
    /** One token a letter from a to m; other letters are token 0, everything else has none. */
    private static final PromptEncoder LETTERS = new PromptEncoder(
            new DialogueEncoder(
                    text -> text.chars()
                            .filter(Character::isLetter)
                            .map(letter -> letter <= 'm' ? letter : 0)
                            .toArray(),
                    PromptTemplate.NONE),
            1,
            2);

    private final List<EvaluationItem> items = new ArrayList<>();

    private void item(String task, String id, Split split, String image, String prompt, String... options) {
        items.add(new EvaluationItem(
                new EvaluationItem.Place(id, task, split),
                image,
                Question.choice(prompt, List.of(options), 0),
                JsonNodeFactory.instance.objectNode()));
    }

    private EvaluationCheck check(EvaluationTask... tasks) {
        return EvaluationCheck.of(new EvaluationSet(List.of(tasks), items), LETTERS);
    }

    @Test
    void itemsThatCouldNotBeAskedAreNamed() {
        item("words", "same", Split.REPORTED, "", "ask", "x", "y");
        item("words", "none", Split.REPORTED, "", "ask", "a", "7");
        item("words", "mute", Split.REPORTED, "", "12", "a", "b");
        item("words", "good", Split.SELECTION, "", "ask", "a", "b");
        EvaluationCheck found = check(Items.textTask("words"));
        assertThat(found.faults())
                .containsExactly(
                        new Fault(
                                "words",
                                "same",
                                "the tokenizer makes the same tokens of the options 'x' and 'y', so that every model"
                                        + " finds them equally likely"),
                        new Fault("words", "none", "the tokenizer makes no tokens of the option '7'"),
                        new Fault("words", "mute", "the tokenizer makes no tokens of the prompt '12'"));
        assertThat(found.notes()).isEmpty();
    }

    @Test
    void mostItemsOnOneImageAreNamedBySplit() {
        for (int i = 0; i < 4; i++) {
            item("see", "s" + i, Split.SELECTION, "i" + i % 2, "ask", "a", "b");
            item("see", "r" + i, Split.REPORTED, i < 3 ? "one" : "other", "ask", "a", "b");
        }
        assertThat(check(Items.visualTask("see")).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.task()).isEqualTo("see");
            assertThat(fault.reason()).contains("3 of 4 reported items show the same image");
        });
    }

    @Test
    void whatMayNotBeMeantIsNoted() {
        item("words", "1", Split.REPORTED, "", "ask", "a", "bcd");
        assertThat(check(Items.textTask("words")).notes())
                .hasSize(2)
                .anySatisfy(note -> assertThat(note).contains("'words' has no selection items"))
                .anySatisfy(note -> assertThat(note).contains("1 of 1 items", "options_per_byte"));
        EvaluationTask perByte = new EvaluationTask(
                "words", TaskModality.TEXT, "", TaskScoring.named("options_per_byte", "choice"), false);
        item("words", "2", Split.SELECTION, "", "ask", "a", "bcd");
        assertThat(check(perByte).notes()).isEmpty();
    }
}
