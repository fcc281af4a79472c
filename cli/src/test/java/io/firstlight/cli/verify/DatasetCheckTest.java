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
                   "vocab": {"<unk>": 0, "<bos>": 1, "<eot>": 2, "dog": 3}}}
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
        DatasetCheck.Result result = DatasetCheck.of(root, Progress.silent());
        assertThat(result.parts()).contains(new DatasetCheck.Part("images of mixture", 4, 1, 0));
        List<DatasetCheck.Bad> found = result.bad();
        assertThat(found)
                .filteredOn(bad -> bad.reason().equals("it has no records"))
                .singleElement()
                .satisfies(bad -> assertThat(bad.place()).endsWith("text/validation.jsonl"));
        assertThat(found)
                .filteredOn(bad -> bad.place().contains(".tar"))
                .singleElement()
                .satisfies(bad -> {
                    assertThat(bad.place()).contains("mixture-1.tar, member other-1.png");
                    assertThat(bad.reason()).contains("damaged image");
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
}
