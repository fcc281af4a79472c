package io.firstlight.study.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.study.world.LearnableDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every stage of a study whose sources and files all have names of the user's own: a stage that asks for a file, or for
 * the name that the quickstart's world happens to give, fails here.
 */
class RenamedSourcesTest {
    private static final String DATA = """
            data:
              use:
                {text: prose, validation: held_out, encoder: crops, mixture: scenes, dialogues: chats, benchmark: exam}
              prose: {text: "a/{1..2}.ndjson"}
              held_out: {text: b.ndjson}
              crops: {captions: c.ndjson, images: crop_images}
              crop_images: {images: c.pack, store: tar}
              scenes: {captions: d.data, store: jsonl, images: [d-images.tar]}
              chats: {dialogues: "e.*", store: jsonl, images: f.tar}
              benchmarks:
                exam: {tasks: g/list.json, images: h.tar}
              template: {beforeQuestion: "what ", beforeAnswer: " this "}
            tokenizer: words.json
            """;

    @TempDir
    private Path folder;

    private void move(String from, String to) throws IOException {
        Path target = folder.resolve(to);
        Files.createDirectories(target.getParent());
        Files.move(folder.resolve("data").resolve(from), target);
    }

    @Test
    void aStudyRunsOnNamesOfItsOwn() throws IOException {
        LearnableDataset.write(folder.resolve("data"));
        move("text/train.jsonl", "a/1.ndjson");
        Files.copy(folder.resolve("a/1.ndjson"), folder.resolve("a/2.ndjson"));
        move("text/validation.jsonl", "b.ndjson");
        move("captions/encoder.jsonl", "c.ndjson");
        move("images/encoder.tar", "c.pack");
        move("captions/mixture.jsonl", "d.data");
        move("images/mixture.tar", "d-images.tar");
        move("dialogues/train.jsonl", "e.chat");
        move("images/dialogues.tar", "f.tar");
        move("evaluation/naming.jsonl", "g/naming.jsonl");
        move("evaluation/cloze.jsonl", "g/cloze.jsonl");
        move("evaluation/tasks.json", "g/list.json");
        move("images/evaluation.tar", "h.tar");
        move("tokenizer.json", "words.json");
        TinyStudy study = TinyStudy.of(folder, DATA);
        for (Stage stage : study.plan().stages()) {
            assertThat(study.output(stage)).as(stage.label()).isNotEmptyDirectory();
        }
    }
}
