package io.firstlight.data.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.tokenize.TextTokenizer;
import java.nio.file.Path;

/**
 * Plain documents, {@code {"id", "text"}} a line: {@code <bos>}, text, {@code <eot>}; every token but the first is a
 * target. Not thread-safe.
 */
public final class TextSource implements SampleSource, AutoCloseable {
    private final String name;
    private final JsonLines lines;
    private final TextTokenizer tokenizer;
    private final SampleCache cache;

    private TextSource(String name, JsonLines lines, TextTokenizer tokenizer) {
        this.name = name;
        this.lines = lines;
        this.tokenizer = tokenizer;
        this.cache = new SampleCache(lines);
    }

    /** @param tokenizer stays the caller's */
    public static TextSource open(String name, Path jsonl, TextTokenizer tokenizer) {
        return new TextSource(name, JsonLines.open(jsonl), tokenizer);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Modality modality() {
        return Modality.TEXT;
    }

    @Override
    public long size() {
        return lines.size();
    }

    @Override
    public Sample sample(long index) throws BadSampleException {
        return cache.get(Math.toIntExact(index), this::encode);
    }

    private Sample encode(int line) throws BadSampleException {
        JsonNode object = lines.read(line);
        return new SegmentBuilder()
                .text(false, tokenizer.id(TextTokenizer.BOS))
                .text(true, tokenizer.encode(lines.text(object, "text", line)))
                .text(true, tokenizer.id(TextTokenizer.EOT))
                .sample(lines.id(object, line, JsonLines.number(line)));
    }

    @Override
    public void close() {
        lines.close();
    }
}
