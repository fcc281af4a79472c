package io.firstlight.study.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.store.DataRecord;
import io.firstlight.data.store.RecordStore;
import io.firstlight.data.tokenize.TextTokenizer;
import java.util.ArrayList;
import java.util.List;

/** The records of a source of captions, for stages that need every caption at once rather than a stream of samples. */
public record CaptionTable(List<CaptionedImage> rows) {
    private static final String CONCEPTS = "concepts";

    /**
     * The captions of one image.
     *
     * @param concepts names of what the image shows
     */
    public record CaptionedImage(String image, String shortCaption, String richCaption, List<String> concepts) {
        /**
         * The captions of this image in one style.
         *
         * @param style "short", "rich" or "both"
         */
        List<String> captions(String style) {
            return switch (style) {
                case "short" -> List.of(shortCaption);
                case "rich" -> List.of(richCaption);
                case "both" -> List.of(shortCaption, richCaption);
                default -> throw new IllegalArgumentException("captions are short, rich or both, found " + style);
            };
        }
    }

    /**
     * Reads all captions of a source.
     *
     * @param source name of a source of captions
     */
    public static CaptionTable read(StageData data, String source) {
        String origin = data.catalog().origin();
        data.catalog().source(source, SampleFormats.CAPTIONS);
        try (RecordStore store = data.catalog().openStore(source)) {
            List<CaptionedImage> rows = new ArrayList<>();
            for (int shard = 0; shard < store.shards(); shard++) {
                for (long row = 0; row < store.rows(shard); row++) {
                    rows.add(row(store.read(shard, row), data.tokenizer()));
                }
            }
            if (rows.isEmpty()) {
                throw new UserException("the source '" + source + "' of " + origin + " holds no captions");
            }
            return new CaptionTable(rows);
        } catch (BadSampleException e) {
            throw new UserException("every caption of '" + source + "' is needed, but " + e.getMessage(), e);
        }
    }

    /**
     * The captions of a record.
     *
     * @throws BadSampleException if one is missing or has no tokens, or {@code concepts} is no list of texts
     */
    private static CaptionedImage row(DataRecord record, TextTokenizer tokenizer) throws BadSampleException {
        for (String style : List.of("short", "rich")) {
            if (tokenizer.encode(record.text(style)).length == 0) {
                throw record.bad("the tokenizer makes no tokens of its '" + style + "'");
            }
        }
        return new CaptionedImage(record.text("image"), record.text("short"), record.text("rich"), concepts(record));
    }

    /**
     * What the image of a record shows, by name; nothing where the record does not say.
     *
     * @throws BadSampleException if {@code concepts} is no list of texts
     */
    public static List<String> concepts(DataRecord record) throws BadSampleException {
        List<String> concepts = new ArrayList<>();
        if (record.has(CONCEPTS)) {
            JsonNode given = record.json(CONCEPTS);
            if (!given.isArray()) {
                throw record.bad("its '" + CONCEPTS + "' is " + given + "; a list of texts was expected");
            }
            for (JsonNode concept : given) {
                if (!concept.isTextual()) {
                    throw record.bad("its '" + CONCEPTS + "' has " + concept + "; a list of texts was expected");
                }
                concepts.add(concept.textValue());
            }
        }
        return concepts;
    }
}
