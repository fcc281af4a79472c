package io.firstlight.study.training;

import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.mixture.ShareOf;
import java.util.List;
import java.util.Map;

/**
 * What a stage draws its samples from.
 *
 * @param rest the text source that fills what the parts leave; empty where there is none
 * @param parts sources with a share of their own
 * @param shareOf the unit of the shares
 */
public record MixtureSettings(String rest, List<Part> parts, ShareOf shareOf) {
    public MixtureSettings {
        parts = List.copyOf(parts);
    }

    /** Text alone. */
    public static MixtureSettings textOnly(String source) {
        return new MixtureSettings(source, List.of(), ShareOf.IMAGE_SAMPLE_TOKENS);
    }

    /** One source alone. */
    public static MixtureSettings only(Part part) {
        return new MixtureSettings("", List.of(part), ShareOf.SAMPLES);
    }

    /**
     * A source in a mixture.
     *
     * @param name of the source in accounts and in the order of samples
     * @param source its name in the catalog
     * @param share of the mixture, above 0 and at most 1
     * @param options laid over the source's own, such as which caption is read
     * @param first samples that make one pass; 0 for all there are
     */
    public record Part(String name, String source, double share, Map<String, String> options, long first) {
        public Part {
            options = Map.copyOf(options);
        }

        /** All of a source of captions under its own name. */
        public static Part ofCaptions(String source, String captions) {
            return new Part(source, source, 1, Map.of(SampleFormats.CAPTION_OPTION, captions), 0);
        }

        /** Which captions it reads: "short", "rich" or "both". */
        String captions() {
            return options.get(SampleFormats.CAPTION_OPTION);
        }
    }

    /** The share of all parts together: what is not {@link #rest}. */
    public double partsShare() {
        return parts.stream().mapToDouble(Part::share).sum();
    }
}
