package io.firstlight.data.format;

import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.source.SampleKind;
import io.firstlight.data.store.DataRecord;

/** Captioned images: begin token, visual tokens, caption, end token; the caption and the end token are targets. */
final class CaptionFormat implements SampleFormat {
    /** Option: the field that holds the caption. */
    static final String CAPTION = "caption";
    /** The field that names the image. */
    private static final String IMAGE = "image";

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
    public Sample sample(DataRecord record) throws BadSampleException {
        String image = record.text(IMAGE);
        return new SegmentBuilder()
                .text(false, tools.tokenizer().begin())
                .image(image, tools.images().visualTokens(image))
                .text(true, tools.tokenizer().encode(record.text(captionField)))
                .text(true, tools.tokenizer().end())
                .sample(record.id(image));
    }
}
