package io.firstlight.data.format;

import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.source.SampleKind;
import io.firstlight.data.store.DataRecord;
import java.util.Set;
import java.util.TreeSet;

/** Captioned images: begin token, visual tokens, caption, end token; the caption and the end token are targets. */
final class CaptionFormat implements SampleFormat {
    /** Option: the field that holds the caption. */
    static final String CAPTION = "caption";
    /** Beside the caption: {@code short}, {@code rich} and {@code concepts} are read by stages that need them all. */
    private static final Set<String> FIELDS = Set.of("id", RecordImage.FIELD, "short", "rich", "concepts");

    private final String captionField;
    private final Tools tools;

    CaptionFormat(FormatOptions options, Tools tools) {
        this.captionField = options.text(CAPTION, "caption");
        this.tools = tools;
    }

    @Override
    public SampleKind sampleKind() {
        return SampleKind.IMAGE_TEXT;
    }

    @Override
    public Set<String> fields() {
        Set<String> fields = new TreeSet<>(FIELDS);
        fields.add(captionField);
        return fields;
    }

    @Override
    public Sample sample(DataRecord record) throws BadSampleException {
        String image = RecordImage.required(record);
        String caption = record.text(captionField);
        if (ImageMarker.count(caption) > 0) {
            throw record.bad("its caption has " + ImageMarker.TEXT + ", which stands for an image and is not text");
        }
        return new SegmentBuilder()
                .text(false, tools.tokenizer().begin())
                .image(image, tools.images().visualTokens(image))
                .text(true, Tokens.some(record, caption, tools.tokenizer().encode(caption)))
                .text(true, tools.tokenizer().end())
                .sample(record.id(image));
    }
}
