package io.firstlight.study.file;

import io.firstlight.core.config.ConfigException;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.YamlFile;
import io.firstlight.study.world.Worlds;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code studies/*.yaml} strictly. Every mistake, in the part that was asked for or in any budget, is a
 * {@link ConfigException} with file, line, key, what is allowed and the nearest known name. docs/study-files.md lists
 * every key with unit and default.
 */
public final class StudyFileReader {
    private static final String BUDGETS = "budgets";
    private final Worlds worlds;

    public StudyFileReader(Worlds worlds) {
        this.worlds = worlds;
    }

    /**
     * Reads and checks a study file.
     *
     * @param budget name of the overlay to apply, or empty for none
     */
    public StudyFile read(Path file, String budget) {
        return read(YamlFile.load(file), file, budget);
    }

    /** As {@link #read(Path, String)}, of a text that stands nowhere; {@code name} is what messages call it. */
    public StudyFile parse(String text, String name, String budget) {
        return read(YamlFile.parse(text, name), Path.of(name), budget);
    }

    private StudyFile read(ConfigMap all, Path file, String budget) {
        ConfigMap budgets = all.mapOrEmpty(BUDGETS);
        if (!budget.isEmpty() && !budgets.has(budget)) {
            Set<String> known = new TreeSet<>(budgets.keys());
            throw budgets.error("the study has no budget '" + budget + "'; it has "
                    + (known.isEmpty() ? "none" : String.join(", ", known)));
        }
        ConfigMap base = all.without(BUDGETS);
        StudyFile chosen = readOne(base, file, "");
        // Every overlay is read, so that a mistake in one shows before its day comes.
        for (String name : budgets.keys()) {
            StudyFile overlaid = readOne(base.overlaidWith(budgets.map(name)), file, name);
            chosen = name.equals(budget) ? overlaid : chosen;
        }
        return chosen;
    }

    private StudyFile readOne(ConfigMap top, Path file, String budget) {
        String name = top.text("name");
        if (!name.matches("[a-z0-9][a-z0-9_-]*")) {
            throw top.get("name")
                    .error("found '" + name + "'; a study is named in lower-case letters, digits, '-' and '_',"
                            + " because its results' directory has that name");
        }
        StudyFile.Identity identity = new StudyFile.Identity(name, top.text("question"), file.toString(), budget);
        DataChoice data = new DataReader(worlds).read(top, file);
        SettingsReader.requireOneForm(top);
        StudySettings settings = SettingsReader.read(top, data.roles());
        Comparison comparison = ComparisonReader.read(top, file, data.roles());
        top.refuseUnknownKeys();
        return new StudyFile(identity, data, settings, comparison, top.resolved());
    }
}
