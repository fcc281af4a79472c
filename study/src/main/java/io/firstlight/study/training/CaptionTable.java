package io.firstlight.study.training;

import io.firstlight.core.error.UserException;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.store.DataRecord;
import io.firstlight.data.store.RecordStore;
import java.util.ArrayList;
import java.util.List;

/** The records of a source of captions, for stages that need every caption at once rather than a stream of samples. */
public record CaptionTable(List<CaptionedImage> rows) {
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
                    rows.add(row(store.read(shard, row)));
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

    private static CaptionedImage row(DataRecord record) throws BadSampleException {
        List<String> concepts = new ArrayList<>();
        record.json("concepts").forEach(concept -> concepts.add(concept.asText()));
        return new CaptionedImage(record.text("image"), record.text("short"), record.text("rich"), concepts);
    }
}
