package io.firstlight.data.source;

import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;

/** The first {@code size} samples of a source, or all where it has fewer. */
public final class SourcePrefix implements SampleSource {
    private final SampleSource source;
    private final long size;

    public SourcePrefix(SampleSource source, long size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "a prefix of source " + source.name() + " needs at least one sample, found " + size);
        }
        this.source = source;
        this.size = Math.min(size, source.size());
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Modality modality() {
        return source.modality();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Sample sample(long index) throws BadSampleException {
        if (index >= size) {
            throw new IndexOutOfBoundsException(
                    "sample " + index + " of the first " + size + " of source " + source.name());
        }
        return source.sample(index);
    }
}
