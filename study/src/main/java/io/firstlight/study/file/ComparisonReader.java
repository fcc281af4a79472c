package io.firstlight.study.file;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.Range;
import io.firstlight.study.settings.DataRoles;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads {@code axes}, {@code overlays}, {@code seeds}, {@code objective} and {@code smoke} of a study file. */
final class ComparisonReader {
    private static final List<Long> DEFAULT_SEEDS = List.of(0L, 1L);

    private ComparisonReader() {}

    /**
     * Reads these sections.
     *
     * @param file the study file, whose folder has the overlays' files
     * @param roles which named source feeds what
     */
    static Comparison read(ConfigMap top, Path file, DataRoles roles) {
        AxisReader axes = new AxisReader(top, file, roles);
        List<Long> seeds = top.has("seeds") ? readSeeds(top.get("seeds")) : top.otherwise("seeds", DEFAULT_SEEDS);
        return new Comparison(
                axes.defaultRecipe(),
                axes.read(),
                seeds,
                readObjective(top.mapOrEmpty("objective")),
                top.flag("smoke", false));
    }

    private static List<Long> readSeeds(ConfigValue value) {
        List<Long> seeds = value.asListOf(item -> item.asWhole(Range.NOT_NEGATIVE));
        if (seeds.isEmpty() || Set.copyOf(seeds).size() != seeds.size()) {
            throw value.error("found " + seeds + ", expected at least one seed and no seed twice");
        }
        return seeds;
    }

    private static Comparison.Objective readObjective(ConfigMap section) {
        double vision = section.number("vision", Range.NOT_NEGATIVE, 0.5);
        double text = section.number("text", Range.NOT_NEGATIVE, 0.5);
        if (vision + text == 0) {
            throw section.error("the weights 'vision' and 'text' are both 0, so nothing would be better than anything");
        }
        return new Comparison.Objective(
                vision / (vision + text),
                text / (vision + text),
                section.oneOf("tasks", Set.of("all", "stable"), "all"),
                section.has("stable_tasks")
                        ? section.get("stable_tasks").asListOf(ConfigValue::asText)
                        : section.otherwise("stable_tasks", List.of()));
    }
}
