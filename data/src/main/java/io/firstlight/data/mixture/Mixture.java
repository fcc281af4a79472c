package io.firstlight.data.mixture;

import io.firstlight.core.error.UserException;
import io.firstlight.data.source.SampleKind;
import io.firstlight.data.source.SampleSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a stream of batches is made of: an optional text source, other sources with shares, and how long it goes on.
 *
 * <p>A <em>budgeted</em> mixture repeats its sources, each pass in a new order, until a budget of tokens is used. A
 * mixture of <em>passes</em> gives every sample of every source exactly that many times, sources drawn in proportion to
 * their sizes.
 *
 * @param components every source; in a budgeted mixture the text source, if any, comes first and its share is the rest
 * @param shareOf the unit of the shares
 * @param passes number of passes over the data, or 0 for a budgeted mixture
 */
public record Mixture(List<MixtureComponent> components, ShareOf shareOf, int passes) {
    public Mixture {
        components = List.copyOf(components);
        if (components.isEmpty()) {
            throw new UserException("the mixture has no sources; give it at least one");
        }
        Set<String> names = new HashSet<>();
        for (MixtureComponent component : components) {
            if (!names.add(component.source().name())) {
                throw new UserException("two sources of the mixture are named '"
                        + component.source().name() + "'; give each its own name");
            }
            if (component.source().size() < 1) {
                throw new UserException("source '" + component.source().name()
                        + "' has no samples; remove it from the mixture or give it data");
            }
        }
        if (passes < 0) {
            throw new UserException("found " + passes + " passes over the data; there must be at least 1");
        }
    }

    /** Text alone, repeated until the budget is used. */
    public static Mixture textOnly(SampleSource text) {
        requireText(text);
        return new Mixture(List.of(new MixtureComponent(text, 1)), ShareOf.IMAGE_SAMPLE_TOKENS, 0);
    }

    /** Text and {@code others}, whose shares are in {@code shareOf}; the text source fills what they leave. */
    public static Mixture of(SampleSource text, List<MixtureComponent> others, ShareOf shareOf) {
        requireText(text);
        for (MixtureComponent other : others) {
            if (other.source().sampleKind() == SampleKind.TEXT) {
                throw new UserException(
                        "source '" + other.source().name() + "' is plain text with a share of its own; a mixture "
                                + "has one text source, which takes what the others leave");
            }
        }
        double sum = others.stream().mapToDouble(MixtureComponent::share).sum();
        if (others.isEmpty()) {
            return textOnly(text);
        }
        if (sum >= 1) {
            throw new UserException("the shares of the sources beside text sum to " + sum
                    + "; they must stay below 1, since text takes the rest");
        }
        List<MixtureComponent> all = new ArrayList<>();
        all.add(new MixtureComponent(text, 1 - sum));
        all.addAll(others);
        return new Mixture(all, shareOf, 0);
    }

    /** Every sample of every source exactly {@code passes} times: fine-tuning, validation. */
    public static Mixture passes(List<SampleSource> sources, int passes) {
        if (passes < 1) {
            throw new UserException("found " + passes + " passes over the data; there must be at least 1");
        }
        long total = sources.stream().mapToLong(SampleSource::size).sum();
        List<MixtureComponent> all = new ArrayList<>();
        for (SampleSource source : sources) {
            if (source.size() > 0) {
                all.add(new MixtureComponent(source, (double) source.size() / total));
            }
        }
        return new Mixture(all, ShareOf.SAMPLES, passes);
    }

    /** Whether the stream ends with its data rather than with a budget. */
    public boolean endsWithData() {
        return passes > 0;
    }

    private static void requireText(SampleSource text) {
        if (text.sampleKind() != SampleKind.TEXT) {
            throw new UserException("source '" + text.name() + "' is " + text.sampleKind()
                    + ", but the text part of a mixture needs plain documents");
        }
    }
}
