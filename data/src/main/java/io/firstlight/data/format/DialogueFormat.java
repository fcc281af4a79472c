package io.firstlight.data.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.source.SampleKind;
import io.firstlight.data.store.DataRecord;

/**
 * Dialogues in LLaVA's form, {@code {"id", "image"?, "conversations": [{"from": "human"|"gpt", "value"}]}}: begin
 * token, visual tokens, then for each turn the question in its template, the answer and the end token. Targets are the
 * answers with their end tokens. The placeholder {@code <image>} in a question is dropped: an image stands right after
 * the begin token.
 */
final class DialogueFormat implements SampleFormat {
    /**
     * Option: which dialogues the source gives; {@link #WITH_IMAGE} or {@link #WITHOUT_IMAGE}, all where it is absent.
     */
    static final String ONLY = "only";

    static final String WITH_IMAGE = "with_image";
    static final String WITHOUT_IMAGE = "without_image";
    private static final String TURNS = "conversations";
    private static final String IMAGE = "image";
    private static final String PLACEHOLDER = "<image>";

    private final String only;
    private final Tools tools;
    private final DialogueEncoder encoder;

    DialogueFormat(FormatOptions options, Tools tools) {
        this.only = options.text(ONLY, "");
        this.tools = tools;
        this.encoder = new DialogueEncoder(tools.tokenizer(), tools.template());
    }

    @Override
    public SampleKind sampleKind() {
        return SampleKind.DIALOGUE;
    }

    @Override
    public boolean admitsAll() {
        return only.isEmpty();
    }

    @Override
    public boolean admits(DataRecord record) {
        return admitsAll() || record.has(IMAGE) == only.equals(WITH_IMAGE);
    }

    @Override
    public Sample sample(DataRecord record) throws BadSampleException {
        if (record.has("images")) {
            // Left out, it would be a dialogue about an image that is not shown.
            throw record.bad("it has 'images'; a dialogue has at most one image, named by 'image'");
        }
        JsonNode turns = record.json(TURNS);
        if (turns.isEmpty() || turns.size() % 2 != 0) {
            throw record.bad(
                    "it has " + turns.size() + " entries in '" + TURNS + "'; questions and answers must alternate");
        }
        SegmentBuilder segments =
                new SegmentBuilder().text(false, tools.tokenizer().begin());
        if (record.has(IMAGE)) {
            String image = image(record);
            segments.image(image, tools.images().visualTokens(image));
        }
        for (int turn = 0; turn < turns.size(); turn += 2) {
            String question = said(record, turns.get(turn), "human")
                    .replace(PLACEHOLDER, "")
                    .strip();
            String answer = said(record, turns.get(turn + 1), "gpt");
            segments.text(false, encoder.question(question))
                    .text(true, encoder.answer(answer))
                    .text(true, tools.tokenizer().end());
        }
        return segments.sample(record.id(record.key()));
    }

    private static String image(DataRecord record) throws BadSampleException {
        JsonNode image = record.json(IMAGE);
        if (!image.isTextual()) {
            throw record.bad("its 'image' is " + image + "; the key of one image was expected");
        }
        return record.text(IMAGE);
    }

    private static String said(DataRecord record, JsonNode turn, String by) throws BadSampleException {
        if (!turn.path("from").asText().equals(by)) {
            throw record.bad("found a turn from '" + turn.path("from").asText() + "' where '" + by + "' was expected");
        }
        JsonNode value = turn.path("value");
        if (!value.isTextual() || value.asText().isBlank()) {
            throw record.bad("it has no text in 'value'");
        }
        return value.asText();
    }
}
