package io.firstlight.data.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.source.SampleKind;
import io.firstlight.data.store.DataRecord;
import java.util.Optional;
import java.util.Set;

/**
 * Dialogues in LLaVA's form, {@code {"id", "image"?, "conversations": [{"from": "human"|"gpt", "value"}]}}: begin
 * token, visual tokens, then for each turn the question in its template, the answer and the end token. Targets are the
 * answers with their end tokens. The {@link ImageMarker} stands in the first question at most, once, and only beside an
 * image; it is not text. The image itself stands right after the begin token.
 */
final class DialogueFormat implements SampleFormat {
    /**
     * Option: which dialogues the source gives; {@link #WITH_IMAGE} or {@link #WITHOUT_IMAGE}, all where it is absent.
     */
    static final String ONLY = "only";

    static final String WITH_IMAGE = "with_image";
    static final String WITHOUT_IMAGE = "without_image";
    private static final String TURNS = "conversations";
    private static final String FROM = "from";
    private static final String VALUE = "value";
    private static final Set<String> FIELDS = Set.of("id", RecordImage.FIELD, TURNS);
    private static final Set<String> TURN_FIELDS = Set.of(FROM, VALUE);

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
        return admitsAll() || RecordImage.isUnclear(record) || record.has(RecordImage.FIELD) == only.equals(WITH_IMAGE);
    }

    @Override
    public Set<String> fields() {
        return FIELDS;
    }

    @Override
    public Set<String> unread(DataRecord record) throws BadSampleException {
        Set<String> unread = SampleFormat.super.unread(record);
        for (JsonNode turn : record.json(TURNS)) {
            turn.fieldNames().forEachRemaining(field -> {
                if (!TURN_FIELDS.contains(field)) {
                    unread.add(TURNS + "." + field);
                }
            });
        }
        return unread;
    }

    @Override
    public Sample sample(DataRecord record) throws BadSampleException {
        JsonNode turns = record.json(TURNS);
        if (!turns.isArray() || turns.isEmpty() || turns.size() % 2 != 0) {
            throw record.bad("it has " + (turns.isArray() ? turns.size() + " entries" : "no list") + " in '" + TURNS
                    + "'; questions and answers must alternate");
        }
        Optional<String> image = RecordImage.of(record);
        SegmentBuilder segments =
                new SegmentBuilder().text(false, tools.tokenizer().begin());
        if (image.isPresent()) {
            segments.image(image.get(), tools.images().visualTokens(image.get()));
        }
        for (int turn = 0; turn < turns.size(); turn += 2) {
            String question = question(record, said(record, turns.get(turn), "human"), image.isPresent() && turn == 0);
            String answer = said(record, turns.get(turn + 1), "gpt");
            if (ImageMarker.count(answer) > 0) {
                throw record.bad("an answer has " + ImageMarker.TEXT + ", which stands for an image in a question");
            }
            segments.text(false, encoder.question(question))
                    .text(true, Tokens.some(record, answer, encoder.answer(answer)))
                    .text(true, tools.tokenizer().end());
        }
        return segments.sample(record.id(record.key()));
    }

    private static String question(DataRecord record, String said, boolean mayShowImage) throws BadSampleException {
        int markers = ImageMarker.count(said);
        if (markers > (mayShowImage ? 1 : 0)) {
            throw record.bad("a question has " + markers + " x " + ImageMarker.TEXT + "; it stands once, in the first"
                    + " question, where '" + RecordImage.FIELD + "' names an image");
        }
        String question = ImageMarker.removed(said);
        if (question.isEmpty()) {
            throw record.bad("a question has nothing but " + ImageMarker.TEXT);
        }
        return question;
    }

    private static String said(DataRecord record, JsonNode turn, String by) throws BadSampleException {
        if (!turn.path(FROM).asText().equals(by)) {
            throw record.bad("found a turn from '" + turn.path(FROM).asText() + "' where '" + by + "' was expected");
        }
        JsonNode value = turn.path(VALUE);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw record.bad("a turn has " + (value.isMissingNode() ? "nothing" : value) + " in '" + VALUE
                    + "'; a text was expected");
        }
        return value.asText();
    }
}
