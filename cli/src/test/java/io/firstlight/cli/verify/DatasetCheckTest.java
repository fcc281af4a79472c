package io.firstlight.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.progress.Progress;
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

    @Test
    void anEmptyFileAndADamagedImageAreReported() throws IOException {
        write("dataset.json", """
                {"formatVersion": 2, "name": "mine", "tokenizer": "tokenizer.json",
                 "sources": {"text": {"text": "text/train.jsonl"}, "validation": {"text": "text/validation.jsonl"},
                             "mixture": {"images": "images/mixture.tar"}}}""");
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
                   "vocab": {"<unk>": 0, "<bos>": 1, "<eot>": 2, "dog": 3}}}
                """);
        write("text/train.jsonl", "{\"id\":\"1\",\"text\":\"dog\"}\n");
        write("text/validation.jsonl", "");
        Files.createDirectories(root.resolve("images"));
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(root.resolve("images/mixture.tar")))) {
            image(tar, "scene", 1);
            image(tar, "damaged", 0.5);
        }
        List<DatasetCheck.Bad> found = DatasetCheck.of(root, Progress.silent()).bad();
        assertThat(found)
                .filteredOn(bad -> bad.reason().equals("it has no records"))
                .singleElement()
                .satisfies(bad -> assertThat(bad.place()).endsWith("text/validation.jsonl"));
        assertThat(found)
                .filteredOn(bad -> bad.place().contains("mixture.tar"))
                .singleElement()
                .satisfies(bad -> {
                    assertThat(bad.place()).contains("mixture.tar").contains("damaged.png");
                    assertThat(bad.reason()).contains("damaged image");
                });
    }
}
