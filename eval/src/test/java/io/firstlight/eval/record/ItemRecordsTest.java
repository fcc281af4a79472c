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

class ItemRecordsTest {
    @TempDir
    Path directory;

    private final List<ItemRecord> records = List.of(
            record("1", Condition.IMAGE, -1.25, -3.1f),
            record("1", Condition.WITHHELD, -2, -1),
            record("2", Condition.IMAGE, -0.1, -0.1));

    @Test
    void aRecordSaysWhatWasAskedWhatCameOutAndWhatItIsWorth() {
        assertThat(records).extracting(ItemRecord::score).containsExactly(1.0, 0.0, 0.0);
        assertThat(records).extracting(record -> record.output().text()).containsExactly("dog", "cat", "");
        assertThat(records).extracting(record -> record.scores().chance()).containsOnly(0.5);
        assertThat(records.get(0).input().images()).containsExactly("p");
        assertThat(records.get(1).input().images()).as("withheld").isEmpty();
        assertThat(records.get(1).item().cluster()).as("still of its own image").isEqualTo("p");
        assertThat(records.get(2).scores().goldProbability().raw()).isEqualTo(0.5);
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = directory.resolve("items.jsonl");
        ItemRecords.write(file, records);
        assertThat(ItemRecords.read(file)).isEqualTo(records);
        byte[] bytes = Files.readAllBytes(file);
        ItemRecords.write(file, records);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        assertThat(Files.readAllLines(file).get(2))
                .isEqualTo("{\"formatVersion\":2,"
                        + "\"input\":{\"accepted\":[\"dog\"],\"condition\":\"image\",\"images\":[\"p\"],"
                        + "\"options\":[\"dog\",\"cat\"],\"prompt\":\"Q: what is this? A:\"},"
                        + "\"item\":{\"cluster\":\"p\",\"id\":\"2\",\"split\":\"reported\",\"task\":\"naming\"},"
                        + "\"output\":{\"logProbabilities\":[-0.1,-0.1],\"numTokens\":[1,1],\"text\":\"\"},"
                        + "\"scores\":{\"chance\":0.5,\"goldProbability\":{\"perByte\":0.5,\"raw\":0.5},"
                        + "\"method\":{\"answer\":\"options\",\"metric\":\"choice\"},\"score\":0.0}}");
    }

    @Test
    void aFlippedValueIsNamedWithItsLine() throws IOException {
        refused(
                "\"text\":\"cat\"",
                "\"text\":\"dog\"",
                "items.jsonl:2",
                "by the log-probabilities [-2.0, -1.0] it is 'cat'");
        refused("\"score\":1.0", "\"score\":0.0", "items.jsonl:1", "score=0.0", "recomputed", "score=1.0");
        refused("\"raw\":0.5", "\"raw\":0.51", "items.jsonl:3", "raw=0.51", "recomputed", "raw=0.5,");
        refused("\"chance\":0.5", "\"chance\":0.25", "items.jsonl:1", "chance=0.25");
        refused("-1.25", "-1.26", "items.jsonl:1", "recomputed");
        refused("\"accepted\":[\"dog\"]", "\"accepted\":[\"cat\"]", "items.jsonl:1", "recomputed");
        refused("\"condition\":\"withheld\"", "\"condition\":\"blind\"", "items.jsonl:2", "condition is 'blind'");
        refused(
                "\"condition\":\"withheld\"",
                "\"condition\":\"image\"",
                "items.jsonl:2",
                "earlier line under the same condition");
        refused("\"cluster\":\"p\"", "\"clutser\":\"p\"", "items.jsonl:1", "item.cluster is missing");
        refused("\"split\":\"reported\",", "", "items.jsonl:1", "item.split is missing");
        refused("\"metric\":\"choice\"", "\"metric\":\"chioce\"", "items.jsonl:1", "allowed are [choice]");
        refused("\"formatVersion\":2", "\"formatVersion\":3", "items.jsonl:1", "format version 3", "reads version 2");
        refused("\"formatVersion\":2,", "", "items.jsonl:1", "format version 1");
    }

    @Test
    void aCutFileIsRefused() throws IOException {
        Path file = directory.resolve("items.jsonl");
        ItemRecords.write(file, records);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 9));
        assertThatThrownBy(() -> ItemRecords.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it was cut");
        assertThatThrownBy(() -> ItemRecords.read(directory.resolve("nowhere")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nowhere");
    }

    private void refused(String found, String replacement, String... words) throws IOException {
        Path file = directory.resolve("items.jsonl");
        ItemRecords.write(file, records);
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst(Pattern.quote(found), replacement));
        assertThatThrownBy(() -> ItemRecords.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(words);
    }

    private static ItemRecord record(String id, Condition condition, double... scores) {
        String[] options = {"dog", "cat", "owl"};
        return Records.of(
                Items.visualTask("naming"),
                Items.item("naming", Split.REPORTED, id, "p", 0, Arrays.copyOf(options, scores.length)),
                condition,
                scores);
    }
}
