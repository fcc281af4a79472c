package io.firstlight.data.source;

import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;

/** The first {@code size} samples of a source, or all where it has fewer. */
public final class SourcePrefix implements SampleSource {
    private final SampleSource source;
    private final ShardLayout layout;

    public SourcePrefix(SampleSource source, long size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "a prefix of source " + source.name() + " needs at least one sample, found " + size);
        }
        this.source = source;
        this.layout = first(source.layout(), Math.min(size, source.size()));
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public SampleKind sampleKind() {
        return source.sampleKind();
    }

    @Override
    public ShardLayout layout() {
        return layout;
    }

    private static ShardLayout first(ShardLayout whole, long size) {
        long[] rows = new long[whole.shards()];
        for (int shard = 0; shard < rows.length; shard++) {
            rows[shard] = Math.max(0, Math.min(whole.rows(shard), size - whole.firstOf(shard)));
        }
        return ShardLayout.of(rows);
    }

    @Override
    public Sample sample(long index) throws BadSampleException {
        if (index >= layout.rows()) {
            throw new IndexOutOfBoundsException(
                    "sample " + index + " of the first " + layout.rows() + " of source " + source.name());
        }
        return source.sample(index);
    }
}
