package io.firstlight.data.source;

import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;

/**
 * Encoded samples of a small file, kept in memory so that each is tokenized once however many passes are made. Files
 * above {@link #LIMIT_BYTES} are encoded at every use instead.
 */
final class SampleCache {
    /** About 16 million tokens of English, 5 bytes of memory each. */
    static final long LIMIT_BYTES = 64L << 20;

    private final Sample[] samples;

    SampleCache(JsonLines lines) {
        samples = new Sample[lines.sizeBytes() <= LIMIT_BYTES ? lines.size() : 0];
    }

    Sample get(int line, Encoder encoder) throws BadSampleException {
        if (samples.length == 0) {
            return encoder.encode(line);
        }
        Sample sample = samples[line];
        if (sample == null) {
            sample = encoder.encode(line);
            samples[line] = sample;
        }
        return sample;
    }

    interface Encoder {
        Sample encode(int line) throws BadSampleException;
    }
}
