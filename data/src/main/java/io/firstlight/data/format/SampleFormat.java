package io.firstlight.data.format;

import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.source.SampleKind;
import io.firstlight.data.store.DataRecord;
import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.data.visual.VisualLookup;
import java.util.Set;
import java.util.TreeSet;

/** Makes samples of records. A pure function: equal records give equal samples. Not thread-safe. */
public interface SampleFormat {
    /** What its samples are. */
    SampleKind sampleKind();

    /**
     * Turns one record into a sample.
     *
     * @throws BadSampleException with the record's place, if the record cannot be used
     */
    Sample sample(DataRecord record) throws BadSampleException;

    /** The fields of a record that are read, by this format or by a stage that reads records itself. */
    Set<String> fields();

    /**
     * What the record has and nothing reads: names of fields, those inside a field behind its name and a dot.
     *
     * @throws BadSampleException with the record's place, if a field cannot be read
     */
    default Set<String> unread(DataRecord record) throws BadSampleException {
        Set<String> unread = new TreeSet<>(record.fields());
        unread.removeAll(fields());
        return unread;
    }

    /**
     * Whether every record is a sample of this format. If not, {@link #admits} decides for each, once, when the source
     * is opened.
     */
    default boolean admitsAll() {
        return true;
    }

    /** Whether {@code record} belongs to the source as its options narrow it; a bad record does. */
    default boolean admits(DataRecord record) {
        return true;
    }

    /**
     * What formats make samples with; all of it stays the caller's.
     *
     * @param template the words around a question
     * @param images says how many visual tokens an image has
     */
    record Tools(TextTokenizer tokenizer, PromptTemplate template, VisualLookup images) {}
}
