package io.firstlight.tensor.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.file.ChannelReads;
import io.firstlight.core.json.Json;
import io.firstlight.core.json.StrictJson;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * float32 tensors in the safetensors layout: eight bytes of header length (little-endian), a JSON header with dtype,
 * shape and offsets, then the raw values (github.com/huggingface/safetensors, README "Format"). Read by positioned
 * {@link FileChannel} reads, so files above 2 GiB are fine. Reading is strict: names and shapes must match, and every
 * byte of the data belongs to exactly one tensor.
 */
public final class Safetensors {
    private static final int MAX_HEADER_BYTES = 100_000_000;
    private static final int CHUNK_BYTES = 1 << 24;

    private Safetensors() {}

    /**
     * Writes {@code tensors} to a new file and syncs it; callers rename it into place. What is float64 is rounded:
     * files hold float32 whatever the placement computed in.
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        Map<String, Tensor> sorted = new TreeMap<>(tensors);
        byte[] header = header(sorted, metadata);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(
                    channel,
                    ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length));
            writeFully(channel, ByteBuffer.wrap(header));
            for (Tensor tensor : sorted.values()) {
                try (TensorScope scope = TensorScope.open()) {
                    Tensor contiguous = Tensors.host(tensor, ScalarType.Float);
                    BytePointer data = new BytePointer(contiguous.data_ptr());
                    long sizeBytes = contiguous.numel() * Float.BYTES;
                    for (long offset = 0; offset < sizeBytes; offset += CHUNK_BYTES) {
                        writeFully(channel, window(data, offset, sizeBytes));
                    }
                }
            }
            channel.force(true);
        }
    }

    /**
     * Copies the file's tensors whose names {@code which} accepts into {@code targets}; the two must hold the same
     * names and shapes exactly. A target of another precision gets the values converted.
     */
    public static void readInto(Path file, Map<String, Tensor> targets, Predicate<String> which) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                GradMode mode = GradMode.off()) {
            Map<String, Entry> entries = entries(file, channel);
            entries.keySet().removeIf(which.negate());
            if (!entries.keySet().equals(targets.keySet())) {
                throw new IOException(file + " does not hold the tensors expected here; missing "
                        + difference(targets, entries) + ", unknown " + difference(entries, targets));
            }
            for (Map.Entry<String, Tensor> target : targets.entrySet()) {
                Entry entry = entries.get(target.getKey());
                long[] shape = Tensors.shape(target.getValue());
                if (!Arrays.equals(shape, entry.shape)) {
                    throw new IOException(file + ": " + target.getKey() + " has shape " + Arrays.toString(entry.shape)
                            + ", expected " + Arrays.toString(shape));
                }
                try (TensorScope scope = TensorScope.open()) {
                    target.getValue().copy_(read(file, channel, entry));
                }
            }
        }
    }

    /** All tensors of the file, in the caller's scope. */
    public static Map<String, Tensor> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, Entry> entry : entries(file, channel).entrySet()) {
                tensors.put(entry.getKey(), read(file, channel, entry.getValue()));
            }
            return tensors;
        }
    }

    private record Entry(long[] shape, long begin, long end) {}

    private static byte[] header(Map<String, Tensor> tensors, Map<String, String> metadata) {
        ObjectNode header = Json.mapper().createObjectNode();
        header.set("__metadata__", Json.tree(new TreeMap<>(metadata)));
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            ScalarType type = entry.getValue().scalar_type().intern();
            if (type != ScalarType.Float && type != ScalarType.Double) {
                throw new IllegalArgumentException(
                        entry.getKey() + " is " + type + ", only float32 and float64 are written");
            }
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", "F32");
            ArrayNode shape = node.putArray("shape");
            Arrays.stream(Tensors.shape(entry.getValue())).forEach(shape::add);
            long end = offset + entry.getValue().numel() * Float.BYTES;
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        String text = header.toString();
        // The values start at a multiple of eight bytes, as the format asks; spaces fill up.
        int padding = (8 - text.getBytes(StandardCharsets.UTF_8).length % 8) % 8;
        return (text + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Entry> entries(Path file, FileChannel channel) throws IOException {
        ByteBuffer prefix = readFully(file, channel, ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN), 0);
        long length = prefix.getLong(0);
        if (length < 2 || length > MAX_HEADER_BYTES || 8 + length > channel.size()) {
            throw new IOException(file + " is not a safetensors file: its header says " + length
                    + " bytes, the file has " + channel.size());
        }
        byte[] header =
                readFully(file, channel, ByteBuffer.allocate((int) length), 8).array();
        Map<String, Entry> entries = new LinkedHashMap<>();
        long dataStart = 8 + length;
        long dataSize = channel.size() - dataStart;
        JsonNode root = headerTree(file, header);
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals("__metadata__")) {
                continue;
            }
            JsonNode node = field.getValue();
            long[] shape = new long[node.path("shape").size()];
            Arrays.setAll(shape, i -> node.path("shape").path(i).asLong());
            long begin = node.path("data_offsets").path(0).asLong(-1);
            long end = node.path("data_offsets").path(1).asLong(-1);
            if (!node.path("dtype").asText().equals("F32")
                    || begin < 0
                    || end > dataSize
                    || end - begin != Tensors.size(shape) * Float.BYTES) {
                throw new IOException(file + ": tensor " + field.getKey() + " is " + node
                        + ", expected dtype F32 and offsets" + " that match its shape within " + dataSize + " bytes");
            }
            entries.put(field.getKey(), new Entry(shape, dataStart + begin, dataStart + end));
        }
        requireTiling(file, entries, dataStart, dataStart + dataSize);
        return entries;
    }

    private static JsonNode headerTree(Path file, byte[] header) throws IOException {
        try {
            return StrictJson.tree(header);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not a safetensors file: its header is not JSON: " + e.getMessage(), e);
        }
    }

    /** One tensor begins where another ends, as the format asks: overlapping tensors would share numbers silently. */
    private static void requireTiling(Path file, Map<String, Entry> entries, long begin, long end) throws IOException {
        List<Map.Entry<String, Entry>> inOrder = new ArrayList<>(entries.entrySet());
        inOrder.sort(Comparator.<Map.Entry<String, Entry>>comparingLong(entry -> entry.getValue().begin)
                .thenComparingLong(entry -> entry.getValue().end));
        long expected = begin;
        String before = "the header";
        for (Map.Entry<String, Entry> entry : inOrder) {
            if (entry.getValue().begin != expected) {
                throw new IOException(file + ": tensor " + entry.getKey() + " begins at byte "
                        + (entry.getValue().begin - begin) + " of the data, but " + before + " ends at "
                        + (expected - begin) + "; tensors must follow one another without gap or overlap");
            }
            expected = entry.getValue().end;
            before = entry.getKey();
        }
        if (expected != end) {
            throw new IOException(file + ": " + before + " ends at byte " + (expected - begin)
                    + " of the data, which has " + (end - begin));
        }
    }

    private static Tensor read(Path file, FileChannel channel, Entry entry) throws IOException {
        Tensor tensor = Tensors.full(Placement.CPU, 0, entry.shape);
        BytePointer data = new BytePointer(tensor.data_ptr());
        long sizeBytes = entry.end - entry.begin;
        for (long offset = 0; offset < sizeBytes; offset += CHUNK_BYTES) {
            readFully(file, channel, window(data, offset, sizeBytes), entry.begin + offset);
        }
        return tensor;
    }

    private static ByteBuffer window(BytePointer data, long offset, long sizeBytes) {
        int size = (int) Math.min(CHUNK_BYTES, sizeBytes - offset);
        return new BytePointer(data).position(offset).limit(offset + size).asByteBuffer();
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static ByteBuffer readFully(Path file, FileChannel channel, ByteBuffer buffer, long position)
            throws IOException {
        try {
            ChannelReads.fill(channel, position, buffer);
            return buffer;
        } catch (EOFException e) {
            throw new IOException(file + " is truncated: " + e.getMessage(), e);
        }
    }

    private static Set<String> difference(Map<String, ?> left, Map<String, ?> right) {
        Set<String> names = new TreeSet<>(left.keySet());
        names.removeAll(right.keySet());
        return names;
    }
}
