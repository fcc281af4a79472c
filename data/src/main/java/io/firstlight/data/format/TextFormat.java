package io.firstlight.data.format;

import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.source.SampleKind;
import io.firstlight.data.store.DataRecord;
import java.util.Set;

/** Plain documents: begin token, the text, end token; every token but the first is a target. */
final class TextFormat implements SampleFormat {
    /** Option: the field that holds the text. */
    static final String FIELD = "field";

    private final String field;
    private final Tools tools;

    TextFormat(FormatOptions options, Tools tools) {
        this.field = options.text(FIELD, "text");
        this.tools = tools;
    }

    @Override
    public SampleKind sampleKind() {
        return SampleKind.TEXT;
    }

    @Override
    public Set<String> fields() {
        return Set.of("id", field);
    }

    @Override
    public Sample sample(DataRecord record) throws BadSampleException {
        String text = record.text(field);
        return new SegmentBuilder()
                .text(false, tools.tokenizer().begin())
                .text(true, Tokens.some(record, text, tools.tokenizer().encode(text)))
                .text(true, tools.tokenizer().end())
                .sample(record.id(record.key()));
    }
}
