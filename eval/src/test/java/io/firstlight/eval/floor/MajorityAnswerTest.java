package io.firstlight.eval.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Items;
import io.firstlight.eval.item.Split;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MajorityAnswerTest {
    @Test
    void theMajorityAnswerIsLearnedOnTheOtherSplit() {
        // Selection: cat three times, dog once. Reported: cat 2 of 3 times, and once an item without either.
        EvaluationSet set = new EvaluationSet(
                List.of(Items.visualTask("naming")),
                List.of(
                        naming("1", Split.SELECTION, 1),
                        naming("2", Split.SELECTION, 1),
                        naming("3", Split.SELECTION, 1),
                        naming("4", Split.SELECTION, 0),
                        naming("5", Split.REPORTED, 1),
                        naming("6", Split.REPORTED, 1),
                        naming("7", Split.REPORTED, 0),
                        Items.item("naming", Split.REPORTED, "8", "p", 0, "owl", "bee")));
        assertThat(MajorityAnswer.score(set, "naming", Split.REPORTED)).isEqualTo((1 + 1 + 0 + 0.5) / 4, within(1e-12));
    }

    @Test
    void answersThatNeverRepeatGiveAMajorityOfChanceNotOfKnowledge() {
        List<EvaluationItem> items = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            items.add(Items.item(
                    "naming",
                    i % 2 == 0 ? Split.SELECTION : Split.REPORTED,
                    "" + i,
                    "p" + i,
                    0,
                    "thing " + i,
                    "wrong " + i));
        }
        EvaluationSet set = new EvaluationSet(List.of(Items.visualTask("naming")), items);
        assertThat(MajorityAnswer.score(set, "naming", Split.REPORTED)).isEqualTo(0.5);
    }

    @Test
    void aTaskWithOneSplitScoresTheShareOfItsMostFrequentAnswer() {
        EvaluationSet set = new EvaluationSet(
                List.of(Items.visualTask("naming")),
                List.of(
                        naming("1", Split.REPORTED, 0),
                        naming("2", Split.REPORTED, 1),
                        naming("3", Split.REPORTED, 1)));
        assertThat(MajorityAnswer.score(set, "naming", Split.REPORTED)).isEqualTo(2 / 3.0);
    }

    private static EvaluationItem naming(String id, Split split, int answer) {
        return Items.item("naming", split, id, "p" + id, answer, "dog", "cat");
    }
}
