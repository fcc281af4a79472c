package io.firstlight.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.progress.Progress;
import io.firstlight.data.store.TarWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetCheckTest {
    @TempDir
    private Path root;

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    /** The first {@code part} of a PNG of 70 x 50 pixels. */
    private static void image(TarArchiveOutputStream tar, String key, double part) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(70, 50, BufferedImage.TYPE_INT_RGB), "png", png);
        byte[] bytes = Arrays.copyOf(png.toByteArray(), (int) (part * png.size()));
        TarArchiveEntry entry = new TarArchiveEntry(key + ".png");
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private void writeTokenizer() throws IOException {
        write("tokenizer.json", """
                {"version": "1.0", "pre_tokenizer": {"type": "Whitespace"},
                 "added_tokens": [
                  {"id": 0, "content": "<unk>", "single_word": false,
                    "lstrip": false, "rstrip": false, "normalized": false, "special": true},
                  {"id": 1, "content": "<bos>", "single_word": false,
                    "lstrip": false, "rstrip": false, "normalized": false, "special": true},
                  {"id": 2, "content": "<eot>", "single_word": false,
                    "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
                 "model": {"type": "WordLevel", "unk_token": "<unk>",
                   "vocab": {"<unk>": 0, "<bos>": 1, "<eot>": 2, "dog": 3, "cat": 4, "what": 5, "big": 6}}}
                """);
    }

    @Test
    void anEmptyFileAndADamagedImageAreReported() throws IOException {
        write("dataset.json", """
                {"formatVersion": 2, "name": "mine", "tokenizer": "tokenizer.json",
                 "sources": {"text": {"text": "text/train.jsonl"}, "validation": {"text": "text/validation.jsonl"},
                             "mixture": {"images": "images/mixture-*.tar"}}}""");
        writeTokenizer();
        write("text/train.jsonl", "{\"id\":\"1\",\"text\":\"dog\"}\n");
        write("text/validation.jsonl", "");
        Files.createDirectories(root.resolve("images"));
        for (int shard = 0; shard < 2; shard++) {
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(
                    Files.newOutputStream(root.resolve("images/mixture-" + shard + ".tar")))) {
                image(tar, "scene-" + shard, 1);
                image(tar, "other-" + shard, shard == 1 ? 0.5 : 1);
            }
        }
        Findings.Result result = DatasetCheck.of(root, Progress.silent());
        assertThat(result.parts()).contains(new Findings.Part("images of mixture", 4, 1, 0));
        List<Findings.Bad> found = result.bad();
        assertThat(found)
                .filteredOn(bad -> bad.reason().equals("it has no records"))
                .singleElement()
                .satisfies(bad -> assertThat(bad.place()).endsWith("text/validation.jsonl"));
        assertThat(found)
                .filteredOn(bad -> bad.place().contains(".tar"))
                .singleElement()
                .satisfies(bad -> {
                    assertThat(bad.place()).contains("mixture-1.tar, member other-1.png");
                    assertThat(bad.reason()).contains("unusable image");
                });
    }

    @Test
    void imagesThatChangedSinceTheirIndexWasWrittenAreReported() throws IOException {
        write("dataset.json", """
                {"formatVersion": 2, "name": "mine", "tokenizer": "tokenizer.json",
                 "sources": {"mixture": {"captions": "captions.jsonl", "images": "images.tar"}}}""");
        writeTokenizer();
        write("captions.jsonl", "{\"image\": \"a\", \"short\": \"dog\", \"rich\": \"dog dog\"}\n");
        ByteArrayOutputStream gif = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY), "gif", gif);
        try (TarWriter tar = TarWriter.create(root.resolve("images.tar"))) {
            tar.write("a", "gif", gif.toByteArray());
        }
        assertThat(DatasetCheck.of(root, Progress.silent()).bad()).isEmpty();

        byte[] bytes = Files.readAllBytes(root.resolve("images.tar"));
        bytes[bytes.length - 1] ^= 1;
        Files.write(root.resolve("images.tar"), bytes);
        assertThat(DatasetCheck.of(root, Progress.silent()).bad())
                .singleElement()
                .satisfies(bad -> {
                    assertThat(bad.part()).isEqualTo("images of mixture");
                    assertThat(bad.place()).endsWith("images.tar");
                    assertThat(bad.reason()).contains("not the one that the index beside it was made of");
                });
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    /** Three documents' words, two captioned images, a dialogue, and a task of each modality with both splits. */
    private void writeWholeSet() throws IOException {
        write("dataset.json", """
                {"formatVersion": 2, "name": "mine", "tokenizer": "tokenizer.json",
                 "sources": {
                   "text": {"text": "text.jsonl"}, "validation": {"text": "text.jsonl"},
                   "encoder": {"captions": "captions.jsonl", "images": "images.tar"},
                   "mixture": {"captions": "captions.jsonl", "images": "images.tar"},
                   "dialogues": {"dialogues": "dialogues.jsonl", "images": "images.tar"}},
                 "benchmarks": {"evaluation": {"tasks": "exam/tasks.json", "images": "images.tar"}}}""");
        writeTokenizer();
        write("text.jsonl", lines("{\"text\": \"dog cat\"}", "{\"text\": \"big dog\", \"url\": \"x\"}"));
        write(
                "captions.jsonl",
                lines(
                        "{\"image\": \"a\", \"short\": \"dog\", \"rich\": \"big dog\", \"concepts\": [\"dog\"]}",
                        "{\"image\": \"b\", \"short\": \"cat\", \"rich\": \"big cat\", \"concepts\": [\"cat\"]}"));
        write(
                "dialogues.jsonl",
                lines("{\"image\": \"a\", \"conversations\": [{\"from\": \"human\", \"value\": \"<image> what\"},"
                        + " {\"from\": \"gpt\", \"value\": \"dog\"}]}"));
        write("exam/tasks.json", """
                [{"name": "see", "modality": "visual", "description": "", "neighbourFloor": false},
                 {"name": "words", "modality": "text", "description": "", "neighbourFloor": false}]""");
        StringBuilder see = new StringBuilder();
        StringBuilder words = new StringBuilder();
        for (String split : List.of("selection", "reported")) {
            for (String image : List.of("a", "b")) {
                see.append("{\"id\": \"%s-%s\", \"split\": \"%s\", \"image\": \"%s\", \"prompt\": \"what\","
                        .formatted(split, image, split, image));
                see.append(" \"options\": [\"dog\", \"cat\"], \"answer\": 0}\n");
            }
            words.append("{\"id\": \"%s\", \"split\": \"%s\", \"prompt\": \"what\",".formatted(split, split));
            words.append(" \"options\": [\"dog\", \"cat\"], \"answer\": 0}\n");
        }
        write("exam/see.jsonl", see.toString());
        write("exam/words.jsonl", words.toString());
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(root.resolve("images.tar")))) {
            image(tar, "a", 1);
            image(tar, "b", 1);
        }
    }

    @Test
    void aWholeSetIsGoodAndWhatIsNotReadIsCounted() throws IOException {
        writeWholeSet();
        Findings.Result result = DatasetCheck.of(root, Progress.silent());
        assertThat(result.bad()).isEmpty();
        assertThat(result.unread())
                .containsExactly(new Findings.Unread("text", "url", 1), new Findings.Unread("validation", "url", 1));
        assertThat(result.notes()).singleElement().asString().contains("word of its own", "projector");
    }

    /** One change of one file, and what must be said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text.jsonl      | dog cat            | !!!                  |",
                "text.jsonl      | dog cat            | %EMPTY%              | no text in 'text'",
                "captions.jsonl  | [\"dog\"]          | \"dog\"              | a list of texts was expected",
                "captions.jsonl  | \"image\": \"a\"   | \"image\": [\"a\"]   | the key of one image was expected",
                "dialogues.jsonl | <image> what       | what <image> <image> | 2 x <image>",
                "dialogues.jsonl | \"dog\"            | \"<image>\"          | an answer has <image>",
                "exam/see.jsonl  | \"image\": \"b\"   | \"image\": \"a\"     | 2 of 2 selection items show the same",
                "exam/words.jsonl| \"dog\", \"cat\"   | \"cow\", \"owl\"     | the same tokens of the options"
            })
    void whatAStageWouldRefuseIsSaid(String file, String from, String to, String words) throws IOException {
        writeWholeSet();
        Path path = root.resolve(file);
        String changed = Files.readString(path).replace(from, to.replace("%EMPTY%", " "));
        assertThat(changed).isNotEqualTo(Files.readString(path));
        Files.writeString(path, changed);
        List<Findings.Bad> bad = DatasetCheck.of(root, Progress.silent()).bad();
        if (words == null) {
            assertThat(bad).as("marks are words to this tokenizer").isEmpty();
        } else {
            assertThat(bad).anySatisfy(one -> {
                assertThat(one.reason()).contains(words);
                assertThat(one.place()).contains(file);
            });
        }
    }

    @Test
    void aSourceThatTheTokenizerDoesNotKnowIsNoted() throws IOException {
        writeWholeSet();
        write("text.jsonl", "{\"text\": \"\u4f60 \u597d \u4e16 dog\"}\n");
        assertThat(DatasetCheck.of(root, Progress.silent()).notes())
                .contains("50 % of the tokens of 'text' stand for text that the tokenizer does not know");
    }

    @Test
    void textsOfNoTokensAndTasksWithoutSelectionItemsAreSaid() throws IOException {
        writeWholeSet();
        Path tokenizer = root.resolve("tokenizer.json");
        Files.writeString(
                tokenizer,
                Files.readString(tokenizer)
                        .replace(
                                "{\"type\": \"Whitespace\"}",
                                "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"[a-z]+\"},"
                                        + " \"behavior\": \"Removed\", \"invert\": true}"));
        write("text.jsonl", "{\"text\": \"7\"}\n");
        Path dialogues = root.resolve("dialogues.jsonl");
        Files.writeString(dialogues, Files.readString(dialogues).replace("dog", "7"));
        Path words = root.resolve("exam/words.jsonl");
        Files.writeString(words, Files.readString(words).replace("cat", "7").replace("selection\"", "reported\""));
        write("exam/words.jsonl", Files.readString(words).replaceFirst("\"id\": \"reported", "\"id\": \"other"));
        Findings.Result result = DatasetCheck.of(root, Progress.silent());
        assertThat(result.bad())
                .extracting(Findings.Bad::part)
                .contains("text", "validation", "dialogues", "evaluation/words");
        assertThat(result.bad()).allSatisfy(bad -> assertThat(bad.reason()).contains("makes no tokens of"));
        assertThat(result.notes()).anySatisfy(note -> assertThat(note).contains("'words' has no selection items"));
    }
}
