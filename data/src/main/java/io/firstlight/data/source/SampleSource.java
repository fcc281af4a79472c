package io.firstlight.data.source;

import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;

/** Samples of one kind by index. A pure function of the data set: equal calls give equal samples, in any order. */
public interface SampleSource {
    /** Unique within a study: names the source in ledgers, reports and the seed of its order. */
    String name();

    SampleKind sampleKind();

    /** How its samples lie in shards; bad ones are counted. */
    ShardLayout layout();

    /** Number of samples, bad ones included. */
    default long size() {
        return layout().rows();
    }

    /** The sample at {@code index} in {@code 0 .. size()-1}. */
    Sample sample(long index) throws BadSampleException;
}
