package io.firstlight.data.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a file of one JSON object a line, with its index beside it. */
public final class JsonLinesWriter implements AutoCloseable {
    private final OutputStream out;
    private final ShardIndexWriter index;
    private long rows;

    private JsonLinesWriter(OutputStream out, ShardIndexWriter index) {
        this.out = out;
        this.index = index;
    }

    /**
     * Opens a file for writing.
     *
     * @param file created with its folders; an existing file is replaced
     */
    public static JsonLinesWriter create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return new JsonLinesWriter(
                new BufferedOutputStream(Files.newOutputStream(file), 1 << 16),
                ShardIndexWriter.create(IndexFolder.beside(file)));
    }

    public void write(JsonNode object) throws IOException {
        byte[] line = (Json.mapper().writeValueAsString(object) + "\n").getBytes(StandardCharsets.UTF_8);
        index.bound(index.position());
        index.shardBytes(line, 0, line.length);
        out.write(line);
        rows++;
    }

    /** Finishes file and index. */
    @Override
    public void close() throws IOException {
        out.close();
        if (rows > 0) {
            index.bound(index.position());
        }
        index.finish();
    }
}
