package io.firstlight.cli.verify;

import io.firstlight.data.sample.BadSampleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a check of a data set has found so far. */
public final class Findings {
    private final List<Part> parts = new ArrayList<>();
    private final List<Bad> bad = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Findings() {}

    /** One set of images, one source of samples or one task. */
    public record Part(String name, long samples, long bad, long tokens) {}

    /**
     * A sample that a study could not use.
     *
     * @param place file and line, or archive and member
     */
    public record Bad(String part, String place, String reason) {}

    /**
     * A key that records have and no stage reads.
     *
     * @param records how many have it
     */
    public record Unread(String part, String key, long records) {}

    /**
     * What a check found.
     *
     * @param parts sources and benchmarks with their counts
     * @param bad what cannot be used
     * @param unread what was given and is not used
     * @param notes what is used in a way that may not be meant
     */
    public record Result(String dataset, List<Part> parts, List<Bad> bad, List<Unread> unread, List<String> notes) {
        public Result {
            parts = List.copyOf(parts);
            bad = List.copyOf(bad);
            unread = List.copyOf(unread);
            notes = List.copyOf(notes);
        }
    }

    void bad(String part, String place, String reason) {
        bad.add(new Bad(part, place, reason));
    }

    void bad(String part, BadSampleException e) {
        bad(part, e.place(), e.reason());
    }

    /** How much was found to be bad. */
    int numBad() {
        return bad.size();
    }

    void part(String name, long samples, long badSamples, long tokens) {
        parts.add(new Part(name, samples, badSamples, tokens));
    }

    void unread(String part, Map<String, Long> recordsByKey) {
        new TreeMap<>(recordsByKey).forEach((key, records) -> unread.add(new Unread(part, key, records)));
    }

    /** Notes a sentence, without its full stop. */
    void note(String note) {
        notes.add(note.endsWith(".") ? note.substring(0, note.length() - 1) : note);
    }

    Result result(String dataset) {
        return new Result(dataset, parts, bad, unread, notes);
    }
}
