package io.firstlight.data.batch;

import io.firstlight.core.error.UserException;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.source.SampleSource;
import java.util.Locale;

/**
 * Whether a source's samples can be used in rows of some length, from evenly spread samples: before hours of training
 * find out.
 */
public final class SampleFit {
    /** Samples looked at in a source; smaller sources are looked at whole. */
    static final int PROBE = 1024;

    private SampleFit() {}

    /**
     * Requires that a source has samples and that, of those probed, enough fit into a row.
     *
     * @param columns positions of a row
     * @throws UserException naming the last sample that cannot be used, if there are more of them than a stream would
     *     skip
     */
    public static void require(SampleSource source, int columns) {
        if (source.size() < 1) {
            throw new UserException("source '" + source.name() + "' has no samples");
        }
        long probes = Math.min(PROBE, source.size());
        long bad = 0;
        BadSampleException last = null;
        for (long i = 0; i < probes; i++) {
            try {
                SourceFeed.usable(source, i * source.size() / probes, columns);
            } catch (BadSampleException e) {
                bad++;
                last = e;
            }
        }
        if (bad == probes || bad > allowed(source.size(), probes)) {
            throw new UserException(String.format(
                    Locale.ROOT,
                    "%d of %d samples looked at of source '%s' cannot be used, more than the %.3g %% that "
                            + "may be skipped. The last one: %s. Mend the data, or raise the stage's sequence_length",
                    bad,
                    probes,
                    source.name(),
                    BatchSettings.DEFAULT_BAD_SAMPLE_LIMIT * 100,
                    last.getMessage()));
        }
    }

    /** As the stream counts them; twice as many in a part of the source, which may have more of them than the whole. */
    private static long allowed(long size, long probes) {
        double limit = BatchSettings.DEFAULT_BAD_SAMPLE_LIMIT * probes;
        return Math.max(1, (long) (probes == size ? limit : 2 * limit));
    }
}
