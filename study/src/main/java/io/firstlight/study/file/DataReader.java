package io.firstlight.study.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.config.ConfigException;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.NearestName;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.catalog.CatalogSection;
import io.firstlight.data.catalog.CatalogWriter;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.world.World;
import io.firstlight.study.world.Worlds;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the section {@code data} of a study file: a world, a data directory, or sources by name. */
final class DataReader {
    private static final String WORLD = "world";
    private static final String SETTINGS = "settings";
    private static final String DIRECTORY = "directory";
    private static final String USE = "use";
    private static final String TOKENIZER = "tokenizer";
    private static final Set<String> RESERVED = Set.of(WORLD, SETTINGS, DIRECTORY, USE);

    private final Worlds worlds;

    DataReader(Worlds worlds) {
        this.worlds = worlds;
    }

    /**
     * Reads the section {@code data}.
     *
     * @param top the whole study file, from which the keys {@code data} and {@code tokenizer} are read
     * @param file the study file, to whose folder paths are relative
     */
    DataChoice read(ConfigMap top, Path file) {
        ConfigMap section = top.map("data");
        DataRoles roles = roles(section.mapOrEmpty(USE), top.mapOrEmpty("evaluation"));
        if (section.has(WORLD) && section.has(DIRECTORY)) {
            throw section.error("found 'world' and 'directory'; data come from one of them");
        }
        if (section.has(WORLD) || section.has(DIRECTORY)) {
            if (top.has(TOKENIZER)) {
                throw top.get(TOKENIZER)
                        .error("a world and a data directory bring their own tokenizer; leave this key out");
            }
            return section.has(WORLD) ? world(section, roles) : directory(section, file, roles);
        }
        Set<String> sources = new TreeSet<>(section.keys());
        sources.removeAll(RESERVED);
        sources.removeAll(CatalogSection.reservedKeys());
        if (sources.isEmpty()) {
            throw section.error("give 'world' (" + String.join(", ", worlds.names())
                    + "), 'directory', or sources by name, for example pages: {text: \"pages/*.jsonl\"}");
        }
        for (String source : sources) {
            if (!(section.get(source) instanceof ConfigMap)) {
                String near = NearestName.of(source, RESERVED)
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("");
                throw section.get(source).error("the key names no source, which is written {KIND: PATHS}" + near);
            }
        }
        return sources(section, top, file, roles);
    }

    private DataChoice world(ConfigMap section, DataRoles roles) {
        String name = section.get(WORLD).asOneOf(worlds.names());
        World world = worlds.named(name).orElseThrow();
        JsonNode settings = Json.tree(section.mapOrEmpty(SETTINGS).toPlain());
        return new DataChoice.FromWorld(name, world.version(), resolve(section, world, settings), roles);
    }

    private static DataChoice directory(ConfigMap section, Path file, DataRoles roles) {
        Path given = Path.of(section.text(DIRECTORY));
        return new DataChoice.FromDirectory(
                file.toAbsolutePath().resolveSibling(given).normalize(), roles);
    }

    private static DataChoice sources(ConfigMap section, ConfigMap top, Path file, DataRoles roles) {
        Path folder = file.toAbsolutePath().getParent();
        Catalog catalog = new CatalogSection(folder, file.toString())
                .readStudy(section, RESERVED, top.get(TOKENIZER), top.text("name"));
        requireNames(section, catalog);
        BenchmarkNames.requireIn(catalog, top.mapOrEmpty("evaluation"));
        return new DataChoice.FromSources(CatalogWriter.absolute(catalog), roles);
    }

    /** A name that is given under {@code use} is one that there is. */
    private static void requireNames(ConfigMap section, Catalog catalog) {
        ConfigMap use = section.mapOrEmpty(USE);
        for (String role : DataRoles.names()) {
            if (!use.has(role)) {
                continue;
            }
            try {
                if (role.equals(DataRoles.BENCHMARK)) {
                    catalog.benchmark(use.text(role));
                } else {
                    catalog.source(use.text(role));
                }
            } catch (ConfigException e) {
                throw e;
            } catch (UserException e) {
                throw use.get(role).error(e.getMessage());
            }
        }
    }

    private static DataRoles roles(ConfigMap use, ConfigMap evaluation) {
        DataRoles usual = DataRoles.DEFAULT;
        return new DataRoles(
                use.text("text", usual.text()),
                use.text("validation", usual.validation()),
                use.text("encoder", usual.encoder()),
                use.text("mixture", usual.mixture()),
                use.text("dialogues", usual.dialogues()),
                BenchmarkNames.read(evaluation, use));
    }

    private static JsonNode resolve(ConfigMap section, World world, JsonNode settings) {
        try {
            return world.resolve(settings);
        } catch (ConfigException e) {
            throw e;
        } catch (UserException | IllegalArgumentException e) {
            List<String> places = List.of(SETTINGS, WORLD);
            ConfigValue at =
                    section.get(places.stream().filter(section::has).findFirst().orElseThrow());
            throw at.error(e.getMessage());
        }
    }
}
