package io.firstlight.data.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.data.store.ShardFiles;
import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.data.tokenize.SpecialTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the {@code dataset.json} of a data directory. Call it last: a directory without one is no data set. Paths are
 * relative to the directory.
 */
public final class CatalogWriter {
    private final ObjectNode root = Json.mapper().createObjectNode();

    /**
     * A catalog without sources.
     *
     * @param name name of the data set, shown to users
     */
    public CatalogWriter(String name) {
        root.put(CatalogFile.VERSION, CatalogFile.FORMAT_VERSION).put(CatalogFile.DATA_SET_NAME, name);
        root.putObject(CatalogSection.SOURCES);
        root.putObject(CatalogSection.BENCHMARKS);
        root.putArray(CatalogFile.NOTICES);
    }

    public CatalogWriter tokenizer(String file, SpecialTokens roles) {
        root.putObject(CatalogSection.TOKENIZER)
                .put("file", file)
                .put("begin", roles.begin())
                .put("end", roles.end())
                .put("unknown", roles.unknown());
        return this;
    }

    public CatalogWriter template(PromptTemplate template) {
        root.putObject(CatalogSection.TEMPLATE)
                .put("beforeQuestion", template.beforeQuestion())
                .put("beforeAnswer", template.beforeAnswer());
        return this;
    }

    /** A source without images. */
    public CatalogWriter source(String name, String kind, String path) {
        root.withObject("/" + CatalogSection.SOURCES).putObject(name).put(kind, path);
        return this;
    }

    /**
     * A source whose records name images.
     *
     * @param images path of the images, or name of a source of images
     */
    public CatalogWriter source(String name, String kind, String path, String images) {
        root.withObject("/" + CatalogSection.SOURCES)
                .putObject(name)
                .put(kind, path)
                .put(SourceEntry.IMAGES, images);
        return this;
    }

    /**
     * Adds a benchmark.
     *
     * @param tasks the file that lists its tasks
     * @param images path of the items' images, or name of a source of images
     */
    public CatalogWriter benchmark(String name, String tasks, String images) {
        root.withObject("/" + CatalogSection.BENCHMARKS)
                .putObject(name)
                .put(CatalogSection.TASKS, tasks)
                .put(SourceEntry.IMAGES, images);
        return this;
    }

    /** What the licence of a part of the data asks to be said. */
    public CatalogWriter notice(JsonNode notice) {
        ((ArrayNode) root.get(CatalogFile.NOTICES)).add(notice);
        return this;
    }

    /** Facts for people, such as counts; nothing reads them. */
    public CatalogWriter about(JsonNode facts) {
        root.set(CatalogFile.ABOUT, facts);
        return this;
    }

    /** Writes {@code dataset.json} into {@code directory}. */
    public void write(Path directory) throws IOException {
        AtomicFiles.writeString(directory.resolve(CatalogFile.NAME), Json.pretty(root));
    }

    /** A catalog as the text of a catalog file that means the same wherever that file lies: all paths are absolute. */
    public static String absolute(Catalog catalog) {
        CatalogWriter writer = new CatalogWriter(catalog.name());
        writer.root.put(CatalogFile.ORIGIN, catalog.origin());
        catalog.indices().ifPresent(indices -> writer.root.put(CatalogFile.INDICES, absolute(indices)));
        writer.tokenizer(
                absolute(catalog.tokenizer().file()), catalog.tokenizer().specialTokens());
        writer.template(catalog.template());
        ObjectNode sources = writer.root.withObject("/" + CatalogSection.SOURCES);
        for (SourceEntry source : catalog.sources()) {
            ObjectNode entry = sources.putObject(source.name())
                    .put(CatalogSection.STORE, source.files().store());
            entry.set(source.kind(), paths(source.files()));
            source.images().ifPresent(images -> entry.set(SourceEntry.IMAGES, images(images)));
            for (Map.Entry<String, String> option : new TreeMap<>(source.options()).entrySet()) {
                entry.put(option.getKey(), option.getValue());
            }
        }
        ObjectNode benchmarks = writer.root.withObject("/" + CatalogSection.BENCHMARKS);
        for (BenchmarkEntry benchmark : catalog.benchmarks()) {
            ObjectNode entry =
                    benchmarks.putObject(benchmark.name()).put(CatalogSection.TASKS, absolute(benchmark.tasks()));
            benchmark.images().ifPresent(images -> entry.set(SourceEntry.IMAGES, images(images)));
        }
        catalog.head().notices().forEach(writer::notice);
        return Json.pretty(writer.root);
    }

    private static ObjectNode images(ShardFiles files) {
        ObjectNode images = Json.mapper().createObjectNode().put(CatalogSection.STORE, files.store());
        images.set(SourceEntry.IMAGES, paths(files));
        return images;
    }

    private static ArrayNode paths(ShardFiles files) {
        ArrayNode paths = Json.mapper().createArrayNode();
        files.shards().forEach(shard -> paths.add(absolute(shard)));
        return paths;
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }
}
