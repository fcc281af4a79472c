package io.firstlight.data.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.store.DataRecord;
import java.util.Optional;

/** The image that a record names in its field {@code image}: one at most, by its key. */
final class RecordImage {
    /** The field. */
    static final String FIELD = "image";
    /** What records of several images call the field. */
    private static final String SEVERAL = "images";

    private RecordImage() {}

    /**
     * The key of the image, if the record names one.
     *
     * @throws BadSampleException if it names an image in any other way: read on, it would be text about an image that
     *     is not shown
     */
    static Optional<String> of(DataRecord record) throws BadSampleException {
        if (isUnclear(record)) {
            throw record.bad("it has '" + SEVERAL + "'; a record has one image at most, named by '" + FIELD + "'");
        }
        if (!record.has(FIELD)) {
            return Optional.empty();
        }
        JsonNode image = record.json(FIELD);
        if (!image.isTextual()) {
            throw record.bad("its '" + FIELD + "' is " + image + "; the key of one image was expected");
        }
        return Optional.of(record.text(FIELD));
    }

    /** Whether the record speaks of images in another way than {@link #of} reads. */
    static boolean isUnclear(DataRecord record) {
        return record.has(SEVERAL);
    }

    /** As {@link #of}, of a record that must name an image. */
    static String required(DataRecord record) throws BadSampleException {
        return of(record).orElseThrow(() -> record.bad("it has no '" + FIELD + "'; the key of one image was expected"));
    }
}
