package io.firstlight.data.mixture;

import io.firstlight.core.error.UserException;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.source.SampleSource;
import java.util.Locale;

/**
 * Whether visual shares can be reached at all. A captioned image has text as well, so if a fraction r of its tokens is
 * visual, a visual share s takes s / r of all tokens; these must not sum to more than 1.
 */
public final class Feasibility {
    /** Samples looked at in a source; smaller sources are looked at whole. */
    static final int PROBE = 1024;

    private Feasibility() {}

    /**
     * Requires that the mixture can reach its share of visual tokens.
     *
     * @throws UserException naming the greatest feasible share, if the visual shares cannot be reached
     */
    public static void require(Mixture mixture) {
        if (mixture.endsWithData() || mixture.shareOf() != ShareOf.VISUAL_TOKENS) {
            return;
        }
        double needed = 0;
        double wanted = 0;
        for (MixtureComponent component : mixture.components()) {
            if (!component.source().sampleKind().splits()) {
                needed += component.share() / visualFraction(component.source());
                wanted += component.share();
            }
        }
        if (needed > 1) {
            throw new UserException(String.format(
                    Locale.ROOT,
                    "a visual share of %.4g cannot be reached: the image samples have too many text tokens beside "
                            + "their visual "
                            + "ones. The greatest feasible share of this mixture is %.4g (with nothing but image "
                            + "samples). Lower the "
                            + "share, shorten the captions, or state it with share_of: image_sample_tokens",
                    wanted,
                    wanted / needed));
        }
    }

    /** Visual tokens as a fraction of all tokens of the source's samples, from evenly spread samples. */
    static double visualFraction(SampleSource source) {
        long probes = Math.min(PROBE, source.size());
        long visual = 0;
        long all = 0;
        for (long i = 0; i < probes; i++) {
            try {
                Sample sample = source.sample(i * source.size() / probes);
                visual += sample.numVisualTokens();
                all += sample.length();
            } catch (BadSampleException e) {
                // The stream counts and quarantines it when it draws it; here only the mean length is wanted.
            }
        }
        if (visual == 0) {
            throw new UserException(
                    "source '" + source.name() + "' has no visual tokens, so it cannot have a share of the visual "
                            + "tokens; give it images, or state shares with share_of: samples");
        }
        return (double) visual / all;
    }
}
