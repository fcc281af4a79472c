package io.firstlight.study.file;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** Named sets of changed keys that an axis can switch between: of the section {@code overlays}, or files. */
final class Overlays {
    private final ConfigMap section;
    private final Path studyFile;
    private final List<String> allowed;

    /**
     * The overlays of one study file.
     *
     * @param studyFile the study file, whose folder has the overlays' files
     * @param allowed the sections that an overlay may change
     */
    Overlays(ConfigMap section, Path studyFile, List<String> allowed) {
        this.allowed = List.copyOf(allowed);
        this.section = section;
        this.studyFile = studyFile;
        // Those that no axis names are read as well, so that the reader does not take them for unknown keys.
        section.keys().forEach(name -> requireSections(section.map(name)));
    }

    /** The keys that {@code value} changes: an overlay of the study file, or the file of that path. */
    ConfigMap named(ConfigValue value) {
        String name = value.asText();
        ConfigMap overlay;
        if (section.has(name)) {
            overlay = section.map(name);
        } else {
            Path file = studyFile.toAbsolutePath().resolveSibling(name).normalize();
            if (!Files.isRegularFile(file)) {
                throw value.error("found '" + name + "', which is neither one of the study's overlays "
                        + new TreeSet<>(section.keys()) + " nor a file beside it (" + file + ")");
            }
            overlay = YamlFile.load(file);
        }
        requireSections(overlay);
        return overlay;
    }

    /** Only sections that recipes may differ in; what is in them is read where the overlay is laid over. */
    private void requireSections(ConfigMap overlay) {
        for (String key : overlay.keys()) {
            if (!allowed.contains(key)) {
                throw overlay.get(key).unknown(key, new TreeSet<>(allowed), "recipes of a study share everything else");
            }
            overlay.get(key).toPlain();
        }
    }

    /** What results call it: its name, or the file's without folders and ending. */
    String label(ConfigValue value) {
        String name = value.asText();
        if (section.has(name)) {
            return name;
        }
        String file = String.valueOf(Path.of(name).getFileName());
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
