package io.firstlight.data.batch;

import io.firstlight.core.error.UserException;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.QuarantinedSample;
import io.firstlight.data.source.SampleSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bad samples of a stream: recorded once, skipped from then on; too many of one source stop the stream. */
final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private final double limit;
    private final Map<String, Set<Long>> bad = new HashMap<>();
    /** Replaced, never changed: cursors share it. */
    private List<QuarantinedSample> samples = List.of();

    /**
     * An empty quarantine.
     *
     * @param limit largest share of a source's samples that may be bad; if it is above 0, every source may have at
     *     least one
     */
    Quarantine(double limit) {
        this.limit = limit;
    }

    boolean contains(String source, long index) {
        Set<Long> indices = bad.get(source);
        return indices != null && indices.contains(index);
    }

    void add(SampleSource source, long index, BadSampleException e) {
        QuarantinedSample sample = new QuarantinedSample(source.name(), index, e.place(), e.reason());
        List<QuarantinedSample> more = new ArrayList<>(samples);
        more.add(sample);
        remember(more);
        LOG.warn("bad sample of source {} skipped: {}", source.name(), e.getMessage());
        int count = bad.get(source.name()).size();
        if (count == source.size()) {
            // Whoever asks for the next sample would look for ever.
            throw new UserException("source '" + source.name() + "' has no sample that can be used: all of its "
                    + source.size() + " are bad. The last one: " + e.getMessage() + ". Mend the data");
        }
        if (count > allowed(source)) {
            throw new UserException("source '" + source.name() + "' has " + count + " bad samples of " + source.size()
                    + " so far, more than the " + limit * 100 + " % that may be skipped. The last one: "
                    + e.getMessage()
                    + ". Mend the data, or raise the limit of bad samples");
        }
    }

    private long allowed(SampleSource source) {
        return limit == 0 ? 0 : Math.max(1, (long) (limit * source.size()));
    }

    List<QuarantinedSample> samples() {
        return samples;
    }

    void restore(List<QuarantinedSample> earlier) {
        bad.clear();
        remember(earlier);
    }

    private void remember(List<QuarantinedSample> all) {
        samples = List.copyOf(all);
        for (QuarantinedSample sample : all) {
            bad.computeIfAbsent(sample.source(), name -> new HashSet<>()).add(sample.index());
        }
    }
}
