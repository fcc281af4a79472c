package io.firstlight.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.progress.Progress;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static void image(TarArchiveOutputStream tar, String key, int width, int height) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", png);
        TarArchiveEntry entry = new TarArchiveEntry(key + ".png");
        entry.setSize(png.size());
        tar.putArchiveEntry(entry);
        tar.write(png.toByteArray());
        tar.closeArchiveEntry();
    }

    @Test
    void aImageOfMoreTilesThanAModelReadsIsReported() throws IOException {
        write("dataset.json", """
                {"formatVersion": 2, "name": "mine", "tokenizer": "tokenizer.json",
                 "sources": {"text": {"text": "text/train.jsonl"}, "validation": {"text": "text/validation.jsonl"},
                             "mixture": {"images": "images/mixture.tar"}}}""");
        write("tokenizer.json", """
                {"version": "1.0", "pre_tokenizer": {"type": "Whitespace"},
                 "added_tokens": [
                  {"id": 0, "content": "<unk>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
                  {"id": 1, "content": "<bos>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
                  {"id": 2, "content": "<eot>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
                 "model": {"type": "WordLevel", "vocab": {"<unk>": 0, "<bos>": 1, "<eot>": 2, "dog": 3}, "unk_token": "<unk>"}}
                """);
        write("text/train.jsonl", "{\"id\":\"1\",\"text\":\"dog\"}\n");
        write("text/validation.jsonl", "");
        Files.createDirectories(root.resolve("images"));
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(root.resolve("images/mixture.tar")))) {
            image(tar, "scene", 64, 64);
            image(tar, "large", 96, 64);
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
                    assertThat(bad.place()).contains("mixture.tar").contains("large.png");
                    assertThat(bad.reason())
                            .contains("96 x 64")
                            .contains("6 tiles")
                            .contains("at most 4");
                });
    }
}
