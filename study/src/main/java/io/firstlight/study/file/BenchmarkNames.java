package io.firstlight.study.file;

import io.firstlight.core.config.ConfigException;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.error.UserException;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.study.settings.DataRoles;
import java.util.List;

/** Reads which benchmarks a study evaluates: {@code evaluation.benchmarks}, or one under {@code data.use}. */
final class BenchmarkNames {
    private static final String KEY = "benchmarks";

    private BenchmarkNames() {}

    /**
     * The names, in the order of reports.
     *
     * @param evaluation the section
     * @param use which named source feeds what
     */
    static List<String> read(ConfigMap evaluation, ConfigMap use) {
        if (!evaluation.has(KEY)) {
            return List.of(
                    use.text(DataRoles.BENCHMARK, DataRoles.DEFAULT.benchmarks().get(0)));
        }
        if (use.has(DataRoles.BENCHMARK)) {
            throw use.get(DataRoles.BENCHMARK)
                    .error("evaluation.benchmarks names what models are evaluated on; give one of the two keys");
        }
        List<String> names = names(evaluation);
        if (names.isEmpty()) {
            throw evaluation.get(KEY).error("found no name, expected the benchmarks that models are evaluated on");
        }
        if (names.stream().distinct().count() < names.size()) {
            throw evaluation.get(KEY).error("found " + names + ", which has a name twice; give each once");
        }
        return names;
    }

    /** Requires of a recipe that it leaves the benchmarks as they are: recipes are compared on the same items. */
    static void requireUnchanged(ConfigMap evaluation, DataRoles roles) {
        if (evaluation.has(KEY) && !names(evaluation).equals(roles.benchmarks())) {
            throw evaluation
                    .get(KEY)
                    .error("found " + names(evaluation) + ", but recipes are compared on the same items, those of "
                            + roles.benchmarks() + "; change the file's own evaluation.benchmarks");
        }
    }

    /** Requires that there are benchmarks of these names, where the study file itself says which there are. */
    static void requireIn(Catalog catalog, ConfigMap evaluation) {
        if (evaluation.has(KEY)) {
            for (ConfigValue name : evaluation.get(KEY).asList().items()) {
                try {
                    catalog.benchmark(name.asText());
                } catch (ConfigException e) {
                    throw e;
                } catch (UserException e) {
                    throw name.error(e.getMessage());
                }
            }
        }
    }

    private static List<String> names(ConfigMap evaluation) {
        return evaluation.get(KEY).asListOf(ConfigValue::asText);
    }
}
