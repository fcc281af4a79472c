package io.firstlight.eval.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationSetTest {
    private static final String TASKS = """
            [{"name":"naming","modality":"visual","description":"Which thing?","chance":0.5,"neighbourFloor":true},
             {"name":"is-a","modality":"text","description":"Which kind?","chance":0.33,"neighbourFloor":false}]
            """;
    private static final String NAMING = """
            {"id":"1","split":"selection","image":"a","prompt":"what is this?","options":["dog","cat"],"answer":0}
            {"id":"2","split":"reported","image":"b","prompt":"what is this?","options":["dog","cat"],"answer":1,\
            "about":{"style":"x"}}
            """;
    private static final String IS_A = """
            {"id":"1","split":"reported","prompt":"a dog is","options":["an animal","a plant","a tool"],"answer":0}
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        write("tasks.json", TASKS);
        write("naming.jsonl", NAMING);
        write("is-a.jsonl", IS_A);
    }

    @Test
    void tasksAndItemsAreReadInTheOrderOfTheFiles() {
        EvaluationSet set = load();
        assertThat(set.tasks()).extracting(EvaluationTask::name).containsExactly("naming", "is-a");
        assertThat(set.items("naming")).extracting(EvaluationItem::id).containsExactly("1", "2");
        assertThat(set.items("naming", Split.REPORTED)).singleElement().satisfies(item -> {
            assertThat(item.question().answerText()).isEqualTo("cat");
            assertThat(item.image()).isEqualTo("b");
            assertThat(item.about().get("style").textValue()).isEqualTo("x");
        });
        assertThat(set.items("is-a").get(0).hasImage()).isFalse();
        assertThat(set.items()).extracting(EvaluationItem::task).containsExactly("naming", "naming", "is-a");
    }

    @Test
    void aDamagedLineIsNamed() throws IOException {
        write("naming.jsonl", NAMING.substring(0, NAMING.length() - 20));
        refused("naming.jsonl:2", "not valid JSON");
    }

    @Test
    void twoItemsOnALineAndBytesOfAnotherEncodingAreNamed() throws IOException {
        write("is-a.jsonl", IS_A.strip() + IS_A);
        refused("is-a.jsonl:1", "more after the JSON value");
        Files.write(
                directory.resolve("is-a.jsonl"), IS_A.replace("dog", "d\u00f6g").getBytes(StandardCharsets.ISO_8859_1));
        refused("is-a.jsonl:1:", "not text in UTF-8");
        write("is-a.jsonl", IS_A);
        write("tasks.json", TASKS + "[]");
        refused("tasks.json:3:", "more after the JSON value");
        write("tasks.json", TASKS.replace("0.33", "NaN"));
        refused("tasks.json:2:", "NaN");
    }

    @Test
    void aByteOrderMarkIsNoPartOfAFile() throws IOException {
        write("tasks.json", "\ufeff" + TASKS);
        write("is-a.jsonl", "\ufeff" + IS_A);
        assertThat(load().items("is-a")).hasSize(1);
    }

    /** One change of one file, and what must be said of it: all of the words between semicolons. */
    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            naming.jsonl | what is this?        | <image> what is this? | naming.jsonl:1; have <image>
            naming.jsonl | "cat"],"answer":1    | "Dog "],"answer":1    | naming.jsonl:2; 'Dog ' is there twice
            naming.jsonl | "answer":1           | "answer":2            | naming.jsonl:2; answer is 2
            naming.jsonl | "id":"2"             | "id":"1"              | naming.jsonl:2
            naming.jsonl | "id":"2"             | "id":"1"              | id '1' was used by an earlier line
            naming.jsonl | "selection"          | "train"               | naming.jsonl:1; split is 'train'
            naming.jsonl | "selection"          | "train"               | [selection, reported]
            naming.jsonl | "image":"b",         | ''                    | naming.jsonl:2; image is missing
            naming.jsonl | "image":"b"          | "image":"zebra"       | item '2' shows image 'zebra'
            is-a.jsonl   | "prompt"             | "promt"               | is-a.jsonl:1; unknown key 'promt'
            is-a.jsonl   | "prompt":"a dog is", | ''                    | is-a.jsonl:1; key 'prompt' is missing
            is-a.jsonl   | "answer":0           | "answer":"0"          | is-a.jsonl:1; answer is "0"
            is-a.jsonl   | "answer":0           | "answer":"0"          | expected a whole number
            is-a.jsonl   | "prompt"             | "image":"a","prompt"  | is-a.jsonl:1; text task
            is-a.jsonl   | reported             | selection             | task 'is-a' has no item with split 'reported'
            tasks.json   | 0.5                  | 0.25                  | states chance 0.2500
            tasks.json   | 0.5                  | 0.25                  | right 0.5000 of the time
            """)
    void whatAnEvaluationCouldNotUseIsRefused(String file, String from, String to, String words) throws IOException {
        String text = Files.readString(directory.resolve(file));
        assertThat(text).contains(from);
        write(file, text.replace(from, to));
        refused(words.split("; "));
    }

    @Test
    void filesAndTasksMustMatch() throws IOException {
        write("extra.jsonl", IS_A);
        refused("extra.jsonl", "no task of tasks.json has this name");
        Files.delete(directory.resolve("extra.jsonl"));
        Files.delete(directory.resolve("is-a.jsonl"));
        refused("is-a.jsonl is missing");
    }

    private EvaluationSet load() {
        return EvaluationSet.load(directory.resolve("tasks.json"), image -> image.equals("a") || image.equals("b"));
    }

    private void refused(String... words) {
        assertThatThrownBy(this::load).isInstanceOf(UserException.class).hasMessageContainingAll(words);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
