package io.firstlight.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.data.fixture.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetDirectoryTest {
    @TempDir
    Path root;

    @BeforeEach
    void writeADataSet() throws IOException {
        Files.writeString(root.resolve("dataset.json"), """
                {"formatVersion":1,"name":"small","seed":5,"template":{"beforeQuestion":"<question> ","beforeAnswer":" <answer> "},
                 "tilePixels":32,"counts":{"text":1},"notices":["Images by A.",{"licence":"MIT"}]}""");
        Fixtures.tokenizer(root.resolve("tokenizer.json"));
        Fixtures.jsonLines(root.resolve("text/train.jsonl"), List.of(Map.of("id", "1", "text", "dog")));
    }

    @Test
    void theDescriptionIsRead() {
        DatasetDescription description = DatasetDirectory.open(root).description();

        assertThat(description.name()).isEqualTo("small");
        assertThat(description.tilePixels()).isEqualTo(32);
        assertThat(description.template().around("what is this?")).isEqualTo("<question> what is this? <answer> ");
        assertThat(description.notices())
                .extracting(DatasetDescription.Notice::text)
                .containsExactly("Images by A.", "{\"licence\":\"MIT\"}");
    }

    @Test
    void filesAreFoundByWhatTheyHoldAndMissingOnesNamed() throws IOException {
        Fixtures.tar(root.resolve("images/mixture.tar"), Map.of());
        Fixtures.tar(root.resolve("images/encoder.tar"), Map.of());
        DatasetDirectory directory = DatasetDirectory.open(root);

        assertThat(directory.imageSets()).containsExactly("encoder", "mixture");
        assertThat(directory.imageArchive("mixture")).isEqualTo(root.resolve("images/mixture.tar"));
        assertThatThrownBy(() -> directory.captionFile("mixture"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("captions/mixture.jsonl");
        assertThatThrownBy(directory::dialogueFile)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("dialogues/train.jsonl");
    }

    @Test
    void whatEveryStudyNeedsIsCheckedAtOpening() throws IOException {
        assertThatThrownBy(() -> DatasetDirectory.open(root.resolve("none")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none");
        Files.delete(root.resolve("text/train.jsonl"));
        assertThatThrownBy(() -> DatasetDirectory.open(root))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("text/train.jsonl");
        Files.delete(root.resolve("tokenizer.json"));
        assertThatThrownBy(() -> DatasetDirectory.open(root))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("tokenizer.json");
        Files.delete(root.resolve("dataset.json"));
        assertThatThrownBy(() -> DatasetDirectory.open(root))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("dataset.json");
    }

    @Test
    void aNewerOrUnreadableDescriptionIsRefused() throws IOException {
        Path file = root.resolve("dataset.json");
        Files.writeString(file, Files.readString(file).replace("\"formatVersion\":1", "\"formatVersion\":2"));
        assertThatThrownBy(() -> DatasetDirectory.open(root))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("format version 2");
        Files.writeString(file, "{\"formatVersion\":1,\"tilePixels\":0}");
        assertThatThrownBy(() -> DatasetDirectory.open(root))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("tilePixels");
        Files.writeString(file, "{\"formatVersion\":");
        assertThatThrownBy(() -> DatasetDirectory.open(root))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("not a valid description");
    }

    @Test
    void theFingerprintFollowsNamesAndContentAndNothingElse() throws IOException {
        String before = DatasetDirectory.open(root).fingerprint();
        Files.setLastModifiedTime(root.resolve("tokenizer.json"), FileTime.fromMillis(0));
        assertThat(DatasetDirectory.open(root).fingerprint()).isEqualTo(before);
        Fixtures.jsonLines(root.resolve("text/train.jsonl"), List.of(Map.of("id", "1", "text", "cat")));
        assertThat(DatasetDirectory.open(root).fingerprint()).isNotEqualTo(before);
    }
}
