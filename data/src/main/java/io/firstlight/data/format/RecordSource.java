package io.firstlight.data.format;

import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.source.SampleKind;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.source.ShardLayout;
import io.firstlight.data.store.DataRecord;
import io.firstlight.data.store.RecordStore;
import java.util.Set;

/** Samples of a store in a format. Closes its store. Not thread-safe. */
public final class RecordSource implements SampleSource, AutoCloseable {
    private final String name;
    private final RecordStore store;
    private final SampleFormat format;
    private final AdmittedRows admitted;
    private final SampleCache cache;

    /**
     * A source that reads records from {@code store} and turns them into samples by {@code format}.
     *
     * @param store is closed with this source
     */
    public RecordSource(String name, RecordStore store, SampleFormat format) {
        this.name = name;
        this.store = store;
        this.format = format;
        this.admitted = AdmittedRows.of(store, format);
        this.cache = new SampleCache(store.sizeBytes(), admitted.layout().rows());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SampleKind sampleKind() {
        return format.sampleKind();
    }

    @Override
    public ShardLayout layout() {
        return admitted.layout();
    }

    @Override
    public Sample sample(long index) throws BadSampleException {
        return cache.get(index, this::read);
    }

    /** What the record of the sample at {@code index} has and no stage reads, as {@link SampleFormat#unread}. */
    public Set<String> unread(long index) throws BadSampleException {
        return format.unread(record(index));
    }

    private Sample read(long index) throws BadSampleException {
        return format.sample(record(index));
    }

    /** What the sample at {@code index} is made of. */
    public DataRecord record(long index) throws BadSampleException {
        int shard = admitted.layout().shardOf(index);
        return store.read(shard, admitted.row(shard, index - admitted.layout().firstOf(shard)));
    }

    @Override
    public void close() {
        store.close();
    }
}
