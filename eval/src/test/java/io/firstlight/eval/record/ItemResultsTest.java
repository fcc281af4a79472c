package io.firstlight.eval.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.eval.item.Items;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.score.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemResultsTest {
    @TempDir
    Path directory;

    private final List<ItemResult> results = List.of(
            result("1", Condition.IMAGE, -1.25, -3.1f),
            result("1", Condition.WITHHELD, -2, -1),
            result("2", Condition.IMAGE, -0.1, -0.1));

    @Test
    void theBestScoreIsChosenAndASharedBestIsATieAndWrong() {
        assertThat(results.get(0))
                .satisfies(r -> assertThat(r.chosen()).isZero())
                .satisfies(r -> assertThat(r.correct()).isTrue());
        assertThat(results.get(1))
                .satisfies(r -> assertThat(r.chosen()).isOne())
                .satisfies(r -> assertThat(r.correct()).isFalse());
        assertThat(results.get(2).isTie()).isTrue();
        assertThat(results.get(2).correct()).isFalse();
        assertThat(result("3", Condition.IMAGE, -1, -2, -1).chosen()).isEqualTo(ItemResult.TIE);
        assertThat(result("3", Condition.IMAGE, -2, -2, -1).chosen()).isEqualTo(2);
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = directory.resolve("items.jsonl");
        ItemResults.write(file, results);
        assertThat(ItemResults.read(file)).isEqualTo(results);
        byte[] bytes = Files.readAllBytes(file);
        ItemResults.write(file, results);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        assertThat(Files.readAllLines(file).get(0))
                .isEqualTo("{\"answer\":0,\"chosen\":0,\"condition\":\"image\",\"correct\":true,"
                        + "\"item\":\"1\",\"scores\":[-1.25,-3.0999999046325684],\"split\":\"reported\","
                        + "\"task\":\"naming\"}");
    }

    @Test
    void aFlippedNumberIsNamedWithItsLine() throws IOException {
        refused("\"chosen\":1", "\"chosen\":0", "items.jsonl:2", "by the scores [-2.0, -1.0] it is 1");
        refused("\"correct\":false", "\"correct\":true", "items.jsonl:2", "correct is true");
        refused("\"condition\":\"withheld\"", "\"condition\":\"blind\"", "items.jsonl:2", "condition is 'blind'");
        refused(
                "\"condition\":\"withheld\"",
                "\"condition\":\"image\"",
                "items.jsonl:2",
                "earlier line under the same condition");
        refused("\"answer\":0", "\"anwser\":0", "items.jsonl:1", "answer: ");
        refused("\"split\":\"reported\",", "", "items.jsonl:1", "split");
    }

    @Test
    void aCutFileIsRefused() throws IOException {
        Path file = directory.resolve("items.jsonl");
        ItemResults.write(file, results);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 9));
        assertThatThrownBy(() -> ItemResults.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it was cut");
        assertThatThrownBy(() -> ItemResults.read(directory.resolve("nowhere")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nowhere");
    }

    private void refused(String found, String replacement, String... words) throws IOException {
        Path file = directory.resolve("items.jsonl");
        ItemResults.write(file, results);
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst(Pattern.quote(found), replacement));
        assertThatThrownBy(() -> ItemResults.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(words);
    }

    private static ItemResult result(String id, Condition condition, double... scores) {
        String[] options = {"dog", "cat", "owl"};
        return ItemResult.of(
                Items.item("naming", Split.REPORTED, id, "p", 0, Arrays.copyOf(options, scores.length)),
                condition,
                scores);
    }
}
