package io.firstlight.data.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.data.visual.VisualLookup;
import java.nio.file.Path;

/**
 * Captioned images, {@code {"image", "short", "rich"}} a line: {@code <bos>}, visual tokens, caption, {@code <eot>};
 * the caption and {@code <eot>} are targets. Not thread-safe.
 */
public final class CaptionSource implements SampleSource, AutoCloseable {
    private final String name;
    private final JsonLines lines;
    private final CaptionStyle style;
    private final TextTokenizer tokenizer;
    private final VisualLookup visual;
    private final SampleCache cache;

    private CaptionSource(
            String name, JsonLines lines, CaptionStyle style, TextTokenizer tokenizer, VisualLookup visual) {
        this.name = name;
        this.lines = lines;
        this.style = style;
        this.tokenizer = tokenizer;
        this.visual = visual;
        this.cache = new SampleCache(lines);
    }

    /**
     * @param tokenizer stays the caller's
     * @param visual says how many visual tokens an image has
     */
    public static CaptionSource open(
            String name, Path jsonl, CaptionStyle style, TextTokenizer tokenizer, VisualLookup visual) {
        return new CaptionSource(name, JsonLines.open(jsonl), style, tokenizer, visual);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Modality modality() {
        return Modality.IMAGE_TEXT;
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
        String image = lines.text(object, "image", line);
        return new SegmentBuilder()
                .text(false, tokenizer.id(TextTokenizer.BOS))
                .image(image, visual.visualTokens(image))
                .text(true, tokenizer.encode(lines.text(object, style.field(), line)))
                .text(true, tokenizer.id(TextTokenizer.EOT))
                .sample(lines.id(object, line, image));
    }

    @Override
    public void close() {
        lines.close();
    }
}
