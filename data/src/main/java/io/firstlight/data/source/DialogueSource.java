package io.firstlight.data.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.data.visual.VisualLookup;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Dialogues in LLaVA's form, {@code {"id", "image"?, "conversations": [{"from": "human"|"gpt", "value"}]}} a line:
 * {@code <bos>}, visual tokens, then for each turn the question in its template, the answer and {@code <eot>}. Targets
 * are the answers with their {@code <eot>}. The placeholder {@code <image>} in a question is dropped: an image always
 * stands right after {@code <bos>}. Not thread-safe.
 */
public final class DialogueSource implements SampleSource, AutoCloseable {
    private static final String PLACEHOLDER = "<image>";
    private final String name;
    private final JsonLines lines;
    private final int[] admitted;
    private final DialogueEncoder encoder;
    private final VisualLookup visual;
    private final SampleCache cache;

    private DialogueSource(String name, JsonLines lines, int[] admitted, DialogueEncoder encoder, VisualLookup visual) {
        this.name = name;
        this.lines = lines;
        this.admitted = admitted;
        this.encoder = encoder;
        this.visual = visual;
        this.cache = new SampleCache(lines);
    }

    /** @param visual says how many visual tokens an image has */
    public static DialogueSource open(
            String name, Path jsonl, DialogueFilter filter, DialogueEncoder encoder, VisualLookup visual) {
        JsonLines lines = JsonLines.open(jsonl);
        int[] admitted = IntStream.range(0, lines.size())
                .filter(line -> admits(lines, filter, line))
                .toArray();
        return new DialogueSource(name, lines, admitted, encoder, visual);
    }

    private static boolean admits(JsonLines lines, DialogueFilter filter, int line) {
        if (filter == DialogueFilter.ALL) {
            return true;
        }
        try {
            return filter.admits(lines.read(line).path("image").isTextual());
        } catch (BadSampleException e) {
            // Kept, so that it is counted and quarantined when it is drawn.
            return true;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Modality modality() {
        return Modality.DIALOGUE;
    }

    @Override
    public long size() {
        return admitted.length;
    }

    @Override
    public Sample sample(long index) throws BadSampleException {
        return cache.get(admitted[Math.toIntExact(index)], this::encode);
    }

    private Sample encode(int line) throws BadSampleException {
        JsonNode object = lines.read(line);
        JsonNode turns = object.path("conversations");
        if (turns.isEmpty() || turns.size() % 2 != 0) {
            throw new BadSampleException(
                    lines.place(line),
                    "it has " + turns.size() + " entries in 'conversations'; questions and answers must alternate");
        }
        int eot = encoder.tokenizer().id(TextTokenizer.EOT);
        SegmentBuilder segments =
                new SegmentBuilder().text(false, encoder.tokenizer().id(TextTokenizer.BOS));
        String image = object.path("image").asText("");
        if (!image.isEmpty()) {
            segments.image(image, visual.visualTokens(image));
        }
        for (int turn = 0; turn < turns.size(); turn += 2) {
            String question = said(turns.get(turn), "human", line)
                    .replace(PLACEHOLDER, "")
                    .strip();
            String answer = said(turns.get(turn + 1), "gpt", line);
            segments.text(false, encoder.question(question))
                    .text(true, encoder.answer(answer))
                    .text(true, eot);
        }
        return segments.sample(lines.id(object, line, JsonLines.number(line)));
    }

    private String said(JsonNode turn, String by, int line) throws BadSampleException {
        if (!turn.path("from").asText().equals(by)) {
            throw new BadSampleException(
                    lines.place(line),
                    "found a turn from '" + turn.path("from").asText() + "' where '" + by + "' was expected");
        }
        return lines.text(turn, "value", line);
    }

    @Override
    public void close() {
        lines.close();
    }
}
