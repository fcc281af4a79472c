package io.firstlight.data.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.config.NearestName;
import io.firstlight.core.error.UserException;
import io.firstlight.data.format.FormatOptions;
import io.firstlight.data.format.RecordSource;
import io.firstlight.data.format.SampleFormat;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.store.IndexFolder;
import io.firstlight.data.store.KeyedRecordStore;
import io.firstlight.data.store.RecordStore;
import io.firstlight.data.store.RecordStores;
import io.firstlight.data.store.ShardFiles;
import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.data.tokenize.TextTokenizer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a study can read, by name. Names belong to whoever wrote the catalog: code asks for the names that the study
 * gives, never for a file. Immutable; opening one lists files and reads none of them.
 */
public final class Catalog {
    private final Head head;
    private final Map<String, SourceEntry> sources;
    private final Map<String, BenchmarkEntry> benchmarks;
    private final Optional<Path> indices;

    /**
     * What concerns the data set as a whole.
     *
     * @param name of the data set, for people
     * @param origin the folder or file that the catalog was read from, for messages
     * @param tokenizer for all of its texts
     * @param template the words around a question
     * @param notices what the licences of the data ask to be said: texts, or objects of any form
     */
    public record Head(
            String name, String origin, TokenizerEntry tokenizer, PromptTemplate template, List<JsonNode> notices) {
        public Head {
            notices = List.copyOf(notices);
        }
    }

    /**
     * A catalog from its parts.
     *
     * @param sources in the order of reports; their names differ
     * @param benchmarks in the order of reports; their names differ
     */
    public Catalog(Head head, List<SourceEntry> sources, List<BenchmarkEntry> benchmarks) {
        this(head, sources, benchmarks, Optional.empty());
    }

    private Catalog(Head head, List<SourceEntry> sources, List<BenchmarkEntry> benchmarks, Optional<Path> indices) {
        this.head = head;
        this.indices = indices;
        Map<String, SourceEntry> sourcesByName = new LinkedHashMap<>();
        sources.forEach(source -> sourcesByName.put(source.name(), source));
        Map<String, BenchmarkEntry> benchmarksByName = new LinkedHashMap<>();
        benchmarks.forEach(benchmark -> benchmarksByName.put(benchmark.name(), benchmark));
        this.sources = Collections.unmodifiableMap(sourcesByName);
        this.benchmarks = Collections.unmodifiableMap(benchmarksByName);
    }

    /**
     * Reads the catalog of a data directory, or a catalog file.
     *
     * @param directoryOrFile a folder that holds {@code dataset.json}, or such a file under any name
     * @throws UserException if there is none, it is of another version, or anything in it is unknown or not there
     */
    public static Catalog open(Path directoryOrFile) {
        return CatalogFile.read(directoryOrFile);
    }

    /** As {@link #open}, of the text that {@link CatalogWriter#absolute} gives. */
    public static Catalog parse(String text) {
        return CatalogFile.parse(text);
    }

    /** Name of the data set, for people. */
    public String name() {
        return head.name();
    }

    /** The folder or file that the catalog was read from, for messages. */
    public String origin() {
        return head.origin();
    }

    public TokenizerEntry tokenizer() {
        return head.tokenizer();
    }

    /**
     * Loads the tokenizer, which becomes the caller's to close.
     *
     * @throws UserException if it is no tokenizer, contradicts itself, or does not know the words of the template
     */
    public TextTokenizer loadTokenizer() {
        TextTokenizer loaded =
                TextTokenizer.load(tokenizer().file(), tokenizer().specialTokens());
        try {
            loaded.requireKnown(template());
            return loaded;
        } catch (RuntimeException e) {
            loaded.close();
            throw e;
        }
    }

    public PromptTemplate template() {
        return head.template();
    }

    /** What the licences of the data ask to be said, each as one line of text. */
    public List<String> notices() {
        return head.notices().stream()
                .map(notice -> notice.isTextual() ? notice.asText() : notice.toString())
                .toList();
    }

    /** The names of all sources, in the order of reports. */
    public Set<String> sourceNames() {
        return sources.keySet();
    }

    public boolean hasSource(String name) {
        return sources.containsKey(name);
    }

    /**
     * The source with this name.
     *
     * @throws UserException naming the nearest source, if there is none of that name
     */
    public SourceEntry source(String name) {
        return named(sources, name, "source");
    }

    /**
     * The source with this name and kind.
     *
     * @throws UserException if there is no source of that name, or it is of another kind
     */
    public SourceEntry source(String name, String kind) {
        SourceEntry source = source(name);
        if (!source.kind().equals(kind)) {
            throw new UserException("the source '" + name + "' of " + origin() + " holds " + source.kind() + ", but "
                    + kind + " are needed here; name another source");
        }
        return source;
    }

    /** The names of all benchmarks, in the order of reports. */
    public Set<String> benchmarkNames() {
        return benchmarks.keySet();
    }

    public boolean hasBenchmark(String name) {
        return benchmarks.containsKey(name);
    }

    /**
     * The benchmark with this name.
     *
     * @throws UserException naming the nearest benchmark, if there is none of that name
     */
    public BenchmarkEntry benchmark(String name) {
        return named(benchmarks, name, "benchmark");
    }

    /** The names of the sources and benchmarks that have images, in the order of reports. */
    public List<String> imageSetNames() {
        return Stream.concat(sources.keySet().stream(), benchmarks.keySet().stream())
                .distinct()
                .filter(name -> findImages(name).isPresent())
                .toList();
    }

    /**
     * Where the images of a source or benchmark lie.
     *
     * @throws UserException if there is none of that name, or it has no images
     */
    public ShardFiles images(String name) {
        if (!sources.containsKey(name) && !benchmarks.containsKey(name)) {
            throw unknown(name, "source or benchmark", imageSetNames());
        }
        return findImages(name)
                .orElseThrow(() -> new UserException("'" + name + "' of " + origin()
                        + " has no images; add images: to it, or name a source that has them"));
    }

    /**
     * The sources and benchmarks of {@code names} without those whose images are the images of another: each set of
     * images once, under the first name that the catalog has for it.
     */
    public List<String> distinctImages(List<String> names) {
        return names.stream()
                .map(name -> imageSetNames().stream()
                        .filter(first -> images(first).equals(images(name)))
                        .findFirst()
                        .orElse(name))
                .distinct()
                .toList();
    }

    private Optional<ShardFiles> findImages(String name) {
        return sources.containsKey(name)
                ? sources.get(name).imageFiles()
                : Optional.ofNullable(benchmarks.get(name)).flatMap(BenchmarkEntry::images);
    }

    private <T> T named(Map<String, T> entries, String name, String what) {
        T entry = entries.get(name);
        if (entry == null) {
            throw unknown(name, what, List.copyOf(entries.keySet()));
        }
        return entry;
    }

    private UserException unknown(String name, String what, List<String> known) {
        return new UserException("the data of " + origin() + " have no " + what + " '" + name + "'"
                + NearestName.of(name, known)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("")
                + "; there " + (known.isEmpty() ? "are none" : "are " + String.join(", ", known)));
    }

    /** This catalog, with the indices of files that have none beside them kept in {@code folder}. */
    public Catalog indexedIn(Path folder) {
        return new Catalog(head, sources(), benchmarks(), Optional.of(folder));
    }

    /** Opens the records of a source, which become the caller's to close. */
    public RecordStore openStore(String source) {
        return RecordStores.open(source(source).files(), indexFolder(source));
    }

    /**
     * Opens the image files of a source or benchmark as records, which become the caller's to close.
     *
     * @throws UserException if they lie in a store whose records have no keys, which an image is found by
     */
    public KeyedRecordStore openImages(String sourceOrBenchmark) {
        ShardFiles files = images(sourceOrBenchmark);
        return RecordStores.openKeyed(files, indexFolder(sourceOrBenchmark + "-images"))
                .orElseThrow(() -> new UserException(
                        "the images of '" + sourceOrBenchmark + "' of " + origin() + " lie in " + files.words()
                                + ", whose records have no keys; put them in uncompressed tars of files named"
                                + " KEY.png"));
    }

    /** Indexes every file that has no index yet, so that whoever reads through this catalog later writes nothing. */
    public void index() {
        for (String source : sources.keySet()) {
            openStore(source).close();
        }
        for (String name : imageSetNames()) {
            openImages(name).close();
        }
    }

    /**
     * Opens a source of samples, which becomes the caller's to close.
     *
     * @param source its name
     * @param options laid over the source's own
     */
    public RecordSource openSource(String source, FormatOptions options, SampleFormat.Tools tools) {
        return openSource(source, source, options, tools);
    }

    /**
     * As {@link #openSource(String, FormatOptions, SampleFormat.Tools)}, under another name in mixtures, ledgers and
     * the seed of its order.
     */
    public RecordSource openSource(String source, String as, FormatOptions options, SampleFormat.Tools tools) {
        SourceEntry entry = source(source);
        if (entry.isImages()) {
            throw new UserException("the source '" + source + "' of " + origin()
                    + " holds images alone; samples need text. Name a source of captions or dialogues about them");
        }
        FormatOptions all = new FormatOptions(entry.options());
        for (Map.Entry<String, String> option : options.values().entrySet()) {
            all = all.with(option.getKey(), option.getValue());
        }
        return new RecordSource(as, openStore(source), SampleFormats.of(entry.kind(), all, tools));
    }

    private IndexFolder indexFolder(String name) {
        return indices.map(folder -> IndexFolder.in(folder, name)).orElseGet(IndexFolder::temporary);
    }

    /** What the catalog is made of, for whoever writes or hashes it. */
    Head head() {
        return head;
    }

    Optional<Path> indices() {
        return indices;
    }

    List<SourceEntry> sources() {
        return List.copyOf(sources.values());
    }

    List<BenchmarkEntry> benchmarks() {
        return List.copyOf(benchmarks.values());
    }
}
