package io.firstlight.data.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.file.Checksums;
import io.firstlight.core.json.Json;
import io.firstlight.data.store.ShardFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * SHA-256 over everything that a stage can read through a catalog, by content: equal data give equal fingerprints
 * wherever they lie and whatever leads to them, such as links; any changed byte gives another one. Names of files do
 * not enter, names of sources and tasks do; what only people read (notices, the data set's name) does not.
 */
public final class CatalogFingerprint {
    private CatalogFingerprint() {}

    /**
     * Reads every byte of every file that has changed since this process read it last.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public static String of(Catalog catalog) {
        ObjectNode all = Json.mapper().createObjectNode();
        all.putObject("tokenizer")
                .put("content", ContentHashes.of(catalog.tokenizer().file()))
                .set("roles", Json.tree(catalog.tokenizer().specialTokens()));
        all.set("template", Json.tree(catalog.template()));
        ObjectNode sources = all.putObject("sources");
        for (SourceEntry source : catalog.sources()) {
            ObjectNode entry = sources.putObject(source.name()).put("kind", source.kind());
            entry.set("files", hashes(source.files()));
            source.images().ifPresent(images -> entry.set("images", hashes(images)));
            entry.set("options", Json.tree(new TreeMap<>(source.options())));
        }
        ObjectNode benchmarks = all.putObject("benchmarks");
        for (BenchmarkEntry benchmark : catalog.benchmarks()) {
            ObjectNode entry = benchmarks.putObject(benchmark.name()).put("tasks", ContentHashes.of(benchmark.tasks()));
            ObjectNode items = entry.putObject("items");
            itemFiles(benchmark).forEach(file -> items.put(file.getFileName().toString(), ContentHashes.of(file)));
            benchmark.images().ifPresent(images -> entry.set("images", hashes(images)));
        }
        return Checksums.sha256(Json.canonical(all));
    }

    private static ObjectNode hashes(ShardFiles files) {
        ObjectNode hashes = Json.mapper().createObjectNode().put("store", files.store());
        ArrayNode shards = hashes.putArray("shards");
        files.shards().forEach(shard -> shards.add(ContentHashes.of(shard)));
        return hashes;
    }

    /** The files beside the list of tasks that may hold items. */
    private static List<Path> itemFiles(BenchmarkEntry benchmark) {
        Path folder = benchmark.tasks().toAbsolutePath().getParent();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(".jsonl"))
                    .toList();
        } catch (IOException e) {
            throw new UserException("cannot list the folder " + folder + ": " + e.getMessage(), e);
        }
    }
}
