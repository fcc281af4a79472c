package io.firstlight.data.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.data.sample.BadSampleException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file of one JSON object a line, read at random by line. Opening notes where every line begins (8 bytes of memory a
 * line); the last line counts whether or not it ends with a newline. Positioned reads: thread-safe.
 */
final class JsonLines implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    /** Where line i begins; one more entry for the end. */
    private final long[] starts;

    private JsonLines(Path file, FileChannel channel, long[] starts) {
        this.file = file;
        this.channel = channel;
        this.starts = starts;
    }

    static JsonLines open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return new JsonLines(file, channel, starts(channel));
        } catch (IOException e) {
            throw new UserException(
                    "cannot read " + file + ": " + e + "; it must be a file of one JSON object a line", e);
        }
    }

    private static long[] starts(FileChannel channel) throws IOException {
        long[] starts = new long[1024];
        int count = 1;
        long position = 0;
        boolean open = false;
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (channel.read(buffer.clear(), position) >= 0) {
            byte[] bytes = buffer.array();
            for (int i = 0; i < buffer.position(); i++) {
                open = bytes[i] != '\n';
                if (!open) {
                    if (count == starts.length) {
                        starts = Arrays.copyOf(starts, 2 * count);
                    }
                    starts[count++] = position + i + 1;
                }
            }
            position += buffer.position();
        }
        if (open) {
            starts = Arrays.copyOf(starts, count + 1);
            starts[count++] = position;
        }
        return Arrays.copyOf(starts, count);
    }

    int size() {
        return starts.length - 1;
    }

    long sizeBytes() {
        return starts[starts.length - 1];
    }

    /** File and line, the first line being 1. */
    String place(int line) {
        return file + ", line " + (line + 1);
    }

    /** The object on {@code line}, the first line being 0. */
    JsonNode read(int line) throws BadSampleException {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(starts[line + 1] - starts[line]));
            while (bytes.hasRemaining() && channel.read(bytes, starts[line] + bytes.position()) >= 0) {
                // Goes on until the line is whole.
            }
            JsonNode node = Json.mapper().readTree(bytes.array());
            if (node == null || !node.isObject()) {
                throw new BadSampleException(place(line), "not a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new BadSampleException(place(line), "not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UserException("cannot read " + place(line) + ": " + e, e);
        }
    }

    /** The text of {@code field}, which must be there and not blank. */
    String text(JsonNode object, String field, int line) throws BadSampleException {
        JsonNode value = object.path(field);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new BadSampleException(place(line), "it has no text in '" + field + "'");
        }
        return value.asText();
    }

    /** The field {@code id}, or {@code otherwise} when it is absent. */
    String id(JsonNode object, int line, String otherwise) throws BadSampleException {
        String id = object.path("id").asText(otherwise);
        if (id.indexOf('\n') >= 0 || id.indexOf('\r') >= 0) {
            throw new BadSampleException(place(line), "its id has a line break; ledgers hold one id a line");
        }
        return id;
    }

    /** What a line without an id is called: its number, the first being 1. */
    static String number(int line) {
        return Integer.toString(line + 1);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UserException("cannot close " + file + ": " + e, e);
        }
    }
}
