package io.firstlight.data.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.config.ConfigException;
import io.firstlight.core.config.ConfigList;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigScalar;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.NearestName;
import io.firstlight.core.error.UserException;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.store.RecordStores;
import io.firstlight.data.store.ShardFiles;
import io.firstlight.data.store.ShardPaths;
import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.data.tokenize.SpecialTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The part of a catalog that {@code dataset.json} and a study file spell alike: {@code tokenizer}, {@code template},
 * {@code sources} and {@code benchmarks}. A source is written {@code NAME: {KIND: PATHS, images: PATHS, OPTION:
 * VALUE}}. Paths are relative to the file they stand in; a mistake is reported with file and line.
 */
public final class CatalogSection {
    static final String TOKENIZER = "tokenizer";
    static final String TEMPLATE = "template";
    static final String SOURCES = "sources";
    static final String BENCHMARKS = "benchmarks";
    static final String STORE = "store";
    static final String TASKS = "tasks";
    private static final Set<String> RESERVED = Set.of(TEMPLATE, BENCHMARKS);
    private static final String SOURCE_NAME = "[a-z0-9][a-z0-9_-]*";

    private final Path base;
    private final String origin;

    /**
     * A reader of the parts of a catalog.
     *
     * @param base the folder that paths are relative to
     * @param origin name of the catalog in messages
     */
    public CatalogSection(Path base, String origin) {
        this.base = base;
        this.origin = origin;
    }

    /**
     * Reads the section's keys of a catalog file and leaves the others alone.
     *
     * @param name of the data set, for people
     * @throws ConfigException at the first thing that is unknown, or not there
     */
    Catalog read(ConfigMap map, String name, List<JsonNode> notices) {
        ConfigMap sources = map.mapOrEmpty(SOURCES);
        return read(map, map.get(TOKENIZER), new Named(sources, sources.keys()), name, notices);
    }

    /**
     * Reads the {@code data} section of a study file, in which every key that is not {@code reserved} names a source.
     *
     * @param tokenizer what the study file says of it
     * @param name of the data set, for people
     * @throws ConfigException at the first thing that is unknown, or not there
     */
    public Catalog readStudy(ConfigMap data, Set<String> reserved, ConfigValue tokenizer, String name) {
        Set<String> sources = new LinkedHashSet<>(data.keys());
        sources.removeAll(RESERVED);
        sources.removeAll(reserved);
        return read(data, tokenizer, new Named(data, sources), name, List.of());
    }

    /** The keys of a data section that name no source. */
    public static Set<String> reservedKeys() {
        return RESERVED;
    }

    /**
     * A mapping and those of its keys that name sources.
     *
     * @param names the keys of {@code map} that name a source
     */
    private record Named(ConfigMap map, Set<String> names) {}

    private Catalog read(ConfigMap map, ConfigValue tokenizerValue, Named named, String name, List<JsonNode> notices) {
        TokenizerEntry tokenizer = tokenizer(tokenizerValue);
        PromptTemplate template = template(map.mapOrEmpty(TEMPLATE));
        ConfigMap sourceMap = named.map();
        Map<String, ShardFiles> imageSources = new TreeMap<>();
        List<SourceEntry> sources = new ArrayList<>();
        // Sources of images first, since the others may name them.
        for (boolean images : new boolean[] {true, false}) {
            for (String source : named.names()) {
                ConfigMap entry = sourceMap.map(source);
                if (isImages(entry) == images) {
                    requireName(entry, source);
                    SourceEntry read = source(entry, source, imageSources);
                    sources.add(read);
                    if (images) {
                        imageSources.put(source, read.files());
                    }
                }
            }
        }
        List<String> order = List.copyOf(named.names());
        sources.sort(Comparator.comparingInt(source -> order.indexOf(source.name())));
        List<BenchmarkEntry> benchmarks = new ArrayList<>();
        ConfigMap benchmarkMap = map.mapOrEmpty(BENCHMARKS);
        for (String benchmark : benchmarkMap.keys()) {
            ConfigMap entry = benchmarkMap.map(benchmark);
            requireName(entry, benchmark);
            if (named.names().contains(benchmark)) {
                throw entry.error("'" + benchmark + "' is the name of a source as well; give each its own name");
            }
            benchmarks.add(new BenchmarkEntry(
                    benchmark,
                    existing(entry.get(TASKS)),
                    entry.has(SourceEntry.IMAGES) ? Optional.of(images(entry, imageSources)) : Optional.empty()));
        }
        return new Catalog(new Catalog.Head(name, origin, tokenizer, template, notices), sources, benchmarks);
    }

    private TokenizerEntry tokenizer(ConfigValue value) {
        if (value instanceof ConfigScalar) {
            return new TokenizerEntry(existing(value), SpecialTokens.DEFAULT);
        }
        ConfigMap map = value.asMap();
        SpecialTokens usual = SpecialTokens.DEFAULT;
        return new TokenizerEntry(
                existing(map.get("file")),
                new SpecialTokens(
                        map.text("begin", usual.begin()),
                        map.text("end", usual.end()),
                        map.text("unknown", usual.unknown())));
    }

    private static PromptTemplate template(ConfigMap map) {
        return new PromptTemplate(map.text("beforeQuestion", ""), map.text("beforeAnswer", ""));
    }

    private static void requireName(ConfigMap entry, String name) {
        if (!name.matches(SOURCE_NAME)) {
            throw entry.error("'" + name + "' cannot name a source; names have lower-case letters, digits, '-' and '_',"
                    + " a letter or digit first");
        }
    }

    private static boolean isImages(ConfigMap entry) {
        return entry.keys().contains(SourceEntry.IMAGES)
                && SampleFormats.names().stream().noneMatch(entry.keys()::contains);
    }

    private SourceEntry source(ConfigMap entry, String name, Map<String, ShardFiles> imageSources) {
        if (isImages(entry)) {
            return new SourceEntry(
                    name, SourceEntry.IMAGES, files(entry.get(SourceEntry.IMAGES), entry), Optional.empty(), Map.of());
        }
        Set<String> kinds = new TreeSet<>(SampleFormats.names());
        List<String> given = entry.keys().stream().filter(kinds::contains).toList();
        if (given.size() != 1) {
            throw wrongKind(entry, given, kinds);
        }
        String kind = given.get(0);
        ShardFiles files = files(entry.get(kind), entry);
        Map<String, String> options = new TreeMap<>();
        for (Map.Entry<String, Set<String>> option : new TreeMap<>(SampleFormats.options(kind)).entrySet()) {
            if (entry.has(option.getKey())) {
                options.put(
                        option.getKey(),
                        option.getValue().isEmpty()
                                ? entry.text(option.getKey())
                                : entry.oneOf(option.getKey(), option.getValue()));
            }
        }
        Optional<ShardFiles> images =
                entry.has(SourceEntry.IMAGES) ? Optional.of(images(entry, imageSources)) : Optional.empty();
        return new SourceEntry(name, kind, files, images, options);
    }

    private static ConfigException wrongKind(ConfigMap entry, List<String> given, Set<String> kinds) {
        String known = String.join(", ", kinds) + ", " + SourceEntry.IMAGES;
        if (given.isEmpty()) {
            String near = entry.keys().stream()
                    .flatMap(key -> NearestName.of(key, kinds).stream()
                            .map(kind -> "; is '" + key + "' meant to be '" + kind + "'?"))
                    .findFirst()
                    .orElse("");
            return entry.error(
                    "a source needs one of the kinds " + known + ", for example {text: \"documents/*.jsonl\"}" + near);
        }
        return entry.error("found the kinds " + String.join(" and ", given) + "; a source has one of " + known);
    }

    /** Images by the name of a source of images, by paths, or as a source of images is written. */
    private ShardFiles images(ConfigMap entry, Map<String, ShardFiles> imageSources) {
        ConfigValue value = entry.get(SourceEntry.IMAGES);
        if (value instanceof ConfigMap map) {
            return files(map.get(SourceEntry.IMAGES), map);
        }
        return value instanceof ConfigScalar && imageSources.containsKey(value.asText())
                ? imageSources.get(value.asText())
                : files(value, Optional.empty());
    }

    private ShardFiles files(ConfigValue paths, ConfigMap entry) {
        return files(
                paths, entry.has(STORE) ? Optional.of(entry.oneOf(STORE, RecordStores.names())) : Optional.empty());
    }

    private ShardFiles files(ConfigValue paths, Optional<String> store) {
        List<ConfigValue> patterns = paths instanceof ConfigList list ? list.items() : List.of(paths);
        if (patterns.isEmpty()) {
            throw paths.error("found no files; a source needs at least one");
        }
        List<Path> shards = new ArrayList<>();
        for (ConfigValue pattern : patterns) {
            try {
                shards.addAll(ShardPaths.expand(base, pattern.asText()));
            } catch (UserException e) {
                throw pattern.error(e.getMessage());
            }
        }
        if (new HashSet<>(shards).size() < shards.size()) {
            throw paths.error("a file is named twice among " + shards);
        }
        return new ShardFiles(store.orElseGet(() -> store(paths, shards)), shards);
    }

    private static String store(ConfigValue paths, List<Path> shards) {
        Set<String> stores = new TreeSet<>();
        for (Path shard : shards) {
            String fileName = shard.getFileName().toString();
            stores.add(RecordStores.ofEnding(fileName)
                    .orElseThrow(() -> paths.error("the ending of '" + fileName
                            + "' does not say how records lie in it; endings are "
                            + String.join(", ", RecordStores.endings())
                            + ". Name the store, for example store: jsonl")));
        }
        if (stores.size() > 1) {
            throw paths.error(
                    "the files are of the stores " + String.join(" and ", stores) + "; a source has files of one");
        }
        return stores.iterator().next();
    }

    private Path existing(ConfigValue value) {
        Path file = base.resolve(value.asText()).normalize();
        if (!Files.isRegularFile(file)) {
            throw value.error("there is no file " + file);
        }
        return file;
    }
}
