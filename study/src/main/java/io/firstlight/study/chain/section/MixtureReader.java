package io.firstlight.study.chain.section;

import io.firstlight.core.config.ConfigException;
import io.firstlight.core.config.ConfigList;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.Range;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.study.training.MixtureSettings;
import io.firstlight.study.training.MixtureSettings.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the key {@code mixture} of a stage. */
final class MixtureReader {
    static final String REST = "rest";
    static final String SOURCE = "source";
    static final String DIALOGUES = "dialogues";
    static final String FIRST = "first";

    static final String ALL = "all";
    private static final Range SHARE = new Range(0, false, 1, true);
    private static final double ROUNDING = 1e-9;

    private final ConfigMap section;
    private final List<Part> parts = new ArrayList<>();
    private Optional<String> rest = Optional.empty();
    private Optional<ShareOf> unit = Optional.empty();

    private MixtureReader(ConfigMap section) {
        this.section = section;
        if (section.keys().isEmpty()) {
            throw section.error("name at least one source");
        }
    }

    /** The one source of captioned images of an objective that counts images. */
    static MixtureSettings ofImages(ConfigMap section) {
        MixtureReader reader = new MixtureReader(section);
        if (section.keys().size() > 1) {
            throw section.error("found several sources; a stage that counts images has one source of captions");
        }
        String name = section.keys().iterator().next();
        ConfigMap options = reader.optionsOf(name);
        String captions = StageKeys.captions(options);
        return MixtureSettings.only(
                new Part(name, options.text(SOURCE, name), 1, Map.of(SampleFormats.CAPTION_OPTION, captions), 0));
    }

    /** Sources that are read whole, each once an epoch. */
    static MixtureSettings ofEpochs(ConfigMap section) {
        MixtureReader reader = new MixtureReader(section);
        for (String name : section.keys()) {
            ConfigMap options = reader.optionsOf(name);
            reader.parts.add(reader.part(name, options, 1));
        }
        return new MixtureSettings("", reader.parts, ShareOf.SAMPLES);
    }

    /** Sources with shares of a budget of tokens. */
    static MixtureSettings ofTokens(ConfigMap section) {
        MixtureReader reader = new MixtureReader(section);
        section.keys().forEach(reader::add);
        return reader.ofShares();
    }

    private void add(String name) {
        ConfigValue value = section.get(name);
        if (value instanceof ConfigMap options) {
            addShare(name, options);
        } else if (value instanceof ConfigList) {
            throw ramp(value);
        } else if (value.asText().equals(REST) || (section.keys().size() == 1 && isOne(value))) {
            if (rest.isPresent()) {
                throw value.error("'" + rest.get() + "' already takes the rest; only one source can");
            }
            rest = Optional.of(name);
        } else {
            double share = value.asNumber(Range.between(0, 1));
            throw value.error("say what " + share + " is a share of: {visual_tokens: " + share
                    + "}, {image_sample_tokens: " + share + "} or {samples: " + share + "}; the text source is 'rest'");
        }
    }

    private static ConfigException ramp(ConfigValue value) {
        return NotSupportedYet.at(value, "a share that changes over the stage (a ramp); cut it into stages");
    }

    private static boolean isOne(ConfigValue value) {
        return value.asNumber(Range.NOT_NEGATIVE) == 1;
    }

    private void addShare(String name, ConfigMap options) {
        List<ShareOf> units = Arrays.stream(ShareOf.values())
                .filter(one -> options.has(one.serializedName()))
                .toList();
        if (units.size() != 1) {
            throw options.error("give the source one share: visual_tokens, image_sample_tokens or samples");
        }
        String key = units.get(0).serializedName();
        if (options.get(key) instanceof ConfigList list) {
            throw ramp(list);
        }
        if (unit.isPresent() && unit.get() != units.get(0)) {
            throw options.get(key)
                    .error("the shares of one mixture have one unit, and another source's is "
                            + unit.get().serializedName());
        }
        unit = Optional.of(units.get(0));
        double share = options.number(key, SHARE);
        Part part = part(name, options, share);
        if (share > 0) {
            parts.add(part);
        }
    }

    private MixtureSettings ofShares() {
        double sum = parts.stream().mapToDouble(Part::share).sum();
        if (rest.isEmpty()) {
            throw NotSupportedYet.at(
                    section, "a budget of tokens without a text source; write NAME: rest for one, or count epochs");
        }
        if (sum > 1 - ROUNDING) {
            throw section.error(
                    "the shares sum to " + sum + "; they must stay below 1, since '" + rest.get() + "' takes the rest");
        }
        return parts.isEmpty()
                ? MixtureSettings.textOnly(rest.get())
                : new MixtureSettings(rest.get(), parts, unit.orElseThrow());
    }

    /** The options of a source that is read whole: {@code NAME: 1}, or a mapping. */
    private ConfigMap optionsOf(String name) {
        ConfigValue value = section.get(name);
        if (value instanceof ConfigMap options) {
            return options;
        }
        if (value instanceof ConfigList || value.asText().equals(REST) || !isOne(value)) {
            throw value.error("this stage reads its sources whole; write " + name + ": 1, or its options as a mapping");
        }
        return section.otherwise(name, section.without(section.keys().toArray(String[]::new)));
    }

    private Part part(String name, ConfigMap options, double share) {
        Map<String, String> choices = new LinkedHashMap<>();
        if (options.has(StageKeys.CAPTIONS)) {
            choices.put(SampleFormats.CAPTION_OPTION, options.text(StageKeys.CAPTIONS));
        }
        Set<String> kinds =
                new TreeSet<>(SampleFormats.options(SampleFormats.DIALOGUES).get(SampleFormats.ONLY_OPTION));
        kinds.add(ALL);
        String dialogues = options.oneOf(DIALOGUES, kinds, ALL);
        if (!dialogues.equals(ALL)) {
            choices.put(SampleFormats.ONLY_OPTION, dialogues);
        }
        return new Part(name, options.text(SOURCE, name), share, choices, options.whole(FIRST, Range.NOT_NEGATIVE, 0));
    }
}
