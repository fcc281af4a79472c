package io.firstlight.data.mixture;

import io.firstlight.data.source.SampleSource;

/** A source and its share of the mixture, above 0 and at most 1, in the mixture's {@link ShareOf} unit. */
public record MixtureComponent(SampleSource source, double share) {
    public MixtureComponent {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "the share of " + source.name() + " is " + share + "; it must be above 0 and at most 1");
        }
    }
}
