package io.firstlight.data.format;

import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;

/**
 * Encoded samples of a small source, kept in memory so that each is tokenized once however many passes are made.
 * Sources above {@link #LIMIT_BYTES} are encoded at every use instead.
 */
final class SampleCache {
    /** About 16 million tokens of English, 5 bytes of memory each. */
    static final long LIMIT_BYTES = 64L << 20;

    private final Sample[] samples;

    /**
     * An empty cache for a source of {@code rows} samples.
     *
     * @param sizeBytes total size of the source's files
     */
    SampleCache(long sizeBytes, long rows) {
        samples = new Sample[sizeBytes <= LIMIT_BYTES ? Math.toIntExact(rows) : 0];
    }

    Sample get(long index, Encoder encoder) throws BadSampleException {
        if (samples.length == 0) {
            return encoder.encode(index);
        }
        int place = Math.toIntExact(index);
        Sample sample = samples[place];
        if (sample == null) {
            sample = encoder.encode(index);
            samples[place] = sample;
        }
        return sample;
    }

    interface Encoder {
        Sample encode(long index) throws BadSampleException;
    }
}
