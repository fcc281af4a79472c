package io.firstlight.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.data.fixture.Fixtures;
import io.firstlight.data.format.FormatOptions;
import io.firstlight.data.format.RecordSource;
import io.firstlight.data.format.SampleFormat;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.store.IndexFolder;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.data.visual.VisualLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogTest {
    private static final String HEAD = """
            {"formatVersion": 2, "name": "small",
             "tokenizer": "tokenizer.json",
             "template": {"beforeQuestion": "<question> ", "beforeAnswer": " <answer> "},
             "sources": {
              "pages": {"text": "*.jsonl"},
              "drawings": {"images": "drawings.tar"},
              "said": {"captions": "captions.jl", "store": "jsonl", "images": "drawings", "caption": "long"}
             },
             "benchmarks": {"exam": {"tasks": "exam/tasks.json", "images": "drawings.tar"}},
             "about": {"anything": [1]},
             "notices": ["Images by A.", {"licence": "MIT"}]}
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void writeADataSet() throws IOException {
        catalog(HEAD);
        Fixtures.tokenizer(root.resolve("tokenizer.json"));
        Fixtures.jsonLines(root.resolve("b.jsonl"), List.of(Map.of("id", "2", "text", "cat")));
        Fixtures.jsonLines(root.resolve("a.jsonl"), List.of(Map.of("id", "1", "text", "dog")));
        Fixtures.jsonLines(root.resolve("captions.jl"), List.of(Map.of("image", "k", "long", "a dog")));
        Fixtures.tar(root.resolve("drawings.tar"), Map.of("k.png", new byte[] {1}));
        Files.createDirectories(root.resolve("exam"));
        Files.writeString(root.resolve("exam/tasks.json"), "[]");
        Files.writeString(root.resolve("exam/naming.jsonl"), "{}\n");
    }

    private void catalog(String text) throws IOException {
        Files.writeString(root.resolve("dataset.json"), text);
    }

    @Test
    void everythingIsFoundByTheNamesThatTheCatalogGives() throws Exception {
        Catalog catalog = Catalog.open(root);
        assertThat(catalog.name()).isEqualTo("small");
        assertThat(catalog.sourceNames()).containsExactly("pages", "drawings", "said");
        assertThat(catalog.benchmarkNames()).containsExactly("exam");
        assertThat(catalog.imageSetNames()).containsExactly("drawings", "said", "exam");
        assertThat(catalog.source("said").images()).contains(catalog.images("drawings"));
        assertThat(catalog.template().around("what?")).isEqualTo("<question> what? <answer> ");
        assertThat(catalog.notices()).containsExactly("Images by A.", "{\"licence\":\"MIT\"}");
        try (TextTokenizer tokenizer = catalog.loadTokenizer();
                RecordSource pages = catalog.openSource(
                        "pages",
                        "as told",
                        FormatOptions.NONE,
                        new SampleFormat.Tools(tokenizer, catalog.template(), VisualLookup.none()))) {
            assertThat(pages.name()).isEqualTo("as told");
            assertThat(pages.size()).isEqualTo(2);
            assertThat(pages.layout().shards()).isEqualTo(2);
            assertThat(pages.sample(0).id()).as("a.jsonl comes before b.jsonl").isEqualTo("1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"template\" | \"templates\" | unknown key 'templates'; did you mean 'template'?",
                "\"beforeAnswer\" | \"beforeAnwser\" | unknown key 'beforeAnwser'; did you mean 'beforeAnswer'?",
                "\"caption\": | \"captoin\": | unknown key 'captoin'; did you mean 'caption'?",
                "\"text\": | \"txet\": | is 'txet' meant to be 'text'?",
                "\"store\": \"jsonl\" | \"store\": \"json\" | 'json', which is not known; did you mean 'jsonl'?",
                "{\"images\": \"drawings.tar\"} | {\"images\": \"drawing.tar\"} | there is no file",
                "\"tokenizer\": | \"tokeniser\": | the key 'tokenizer' is missing; there is 'tokeniser'",
                "\"*.jsonl\" | [\"a.jsonl\", \"*.jsonl\"] | a file is named twice",
                "\"*.jsonl\" | \"exam/tasks.json\" | does not say how records lie in it; endings are .jsonl",
                "\"*.jsonl\" | [\"a.jsonl\", \"drawings.tar\"] | the files are of the stores jsonl and tar",
                "\"exam\": | \"pages\": | is the name of a source as well",
                "\"pages\": | \"Pages\": | cannot name a source",
                "\"name\": \"small\" | \"name\": \"small\", \"name\": \"other\" | Duplicate field 'name'",
                "\"MIT\"}]} | \"MIT\"}]} {} | there is more after the JSON object",
                "\"MIT\"}]} | \"MIT\"} | not valid JSON",
                "\"formatVersion\": 2 | \"formatVersion\": 3 | format version 3",
                "\"formatVersion\": 2, | '' | the key 'formatVersion' is missing",
            })
    void whatIsWrongIsNamedWithItsLineAndTheNearestName(String found, String instead, String message)
            throws IOException {
        assertThat(HEAD).contains(found);
        catalog(HEAD.replace(found, instead.equals("''") ? "" : instead));
        assertThatThrownBy(() -> Catalog.open(root))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("dataset.json:")
                .hasMessageContaining(message);
    }

    @Test
    void imagesMayLieInSeveralTars() throws IOException {
        catalog(HEAD.replace("{\"images\": \"drawings.tar\"}", "{\"images\": \"drawings*.tar\"}"));
        Fixtures.tar(root.resolve("drawings-2.tar"), Map.of("second.png", new byte[] {1}));
        try (ImageArchive archive = ImageArchive.open(Catalog.open(root).openImages("said"))) {
            assertThat(archive.keys()).containsExactly("second", "k");
        }
    }

    @Test
    void imagesInAStoreWithoutKeysAreRefused() throws IOException {
        catalog(HEAD.replace("{\"images\": \"drawings.tar\"}", "{\"images\": \"a.jsonl\"}"));
        assertThatThrownBy(() -> Catalog.open(root).openImages("drawings"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the images of 'drawings' of " + root)
                .hasMessageContaining("a.jsonl, whose records have no keys")
                .hasMessageContaining("tars of files named KEY.png");
    }

    @Test
    void layoutVersionOneIsRefusedWithWhatToDo() throws IOException {
        catalog("{\"formatVersion\":1,\"name\":\"old\",\"tilePixels\":32}");
        assertThatThrownBy(() -> Catalog.open(root))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("layout version 1")
                .hasMessageContaining("docs/dataset-layout.md")
                .hasMessageContaining("the other files stay as they are");
    }

    @Test
    void whatIsNoCatalogAtAllIsNamed() throws IOException {
        catalog("null");
        assertThatThrownBy(() -> Catalog.open(root)).hasMessageContaining("expected a JSON object");
        assertThatThrownBy(() -> Catalog.open(root.resolve("none")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no data set folder");
        Files.delete(root.resolve("dataset.json"));
        assertThatThrownBy(() -> Catalog.open(root))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("dataset.json")
                .hasMessageContaining("docs/dataset-layout.md");
    }

    @Test
    void anUnknownSourceIsNamedWithTheNearestAndAllThereAre() {
        Catalog catalog = Catalog.open(root);
        assertThatThrownBy(() -> catalog.source("page"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("did you mean 'pages'?")
                .hasMessageContaining("pages, drawings, said");
        assertThatThrownBy(() -> catalog.source("pages", "captions"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("holds text, but captions are needed");
        assertThatThrownBy(() -> catalog.images("pages"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("'pages' of " + root + " has no images");
    }

    @Test
    void theFingerprintIsOfContentAlone() throws IOException {
        String before = CatalogFingerprint.of(Catalog.open(root));
        Files.setLastModifiedTime(root.resolve("tokenizer.json"), FileTime.fromMillis(0));
        Files.move(root.resolve("captions.jl"), root.resolve("other.jl"));
        catalog(HEAD.replace("captions.jl", "other.jl").replace("Images by A.", "Images by B."));
        Files.writeString(root.resolve("unnamed.txt"), "no source has this file");
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(CatalogFingerprint.of(Catalog.open(root))).isEqualTo(before);
        } finally {
            Locale.setDefault(locale);
        }
        Fixtures.jsonLines(root.resolve("b.jsonl"), List.of(Map.of("id", "2", "text", "red")));
        assertThat(CatalogFingerprint.of(Catalog.open(root))).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"a.jsonl", "drawings.tar", "tokenizer.json", "exam/tasks.json", "exam/naming.jsonl", "other.jl"})
    void theFingerprintFollowsLinksToWhatTheyLeadTo(String file) throws IOException {
        Files.move(root.resolve("captions.jl"), root.resolve("other.jl"));
        catalog(HEAD.replace("captions.jl", "other.jl"));
        Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
        Path first = Files.move(root.resolve(file), elsewhere.resolve("first"));
        Path second = elsewhere.resolve("second");
        byte[] changed = Files.readAllBytes(first);
        changed[changed.length / 2] ^= 1;
        Files.write(second, changed);
        Files.createSymbolicLink(root.resolve(file), first);
        String before = CatalogFingerprint.of(Catalog.open(root));
        Files.delete(root.resolve(file));
        Files.createSymbolicLink(root.resolve(file), second);
        Files.setLastModifiedTime(second, Files.getLastModifiedTime(first));
        assertThat(CatalogFingerprint.of(Catalog.open(root))).isNotEqualTo(before);
    }

    @Test
    void aCatalogWithAbsolutePathsMeansTheSame() throws IOException {
        Catalog catalog = Catalog.open(root);
        Path indices = root.resolve("kept");
        Path elsewhere = Files.writeString(
                Files.createDirectories(root.resolve("far/away")).resolve("catalog.json"),
                CatalogWriter.absolute(catalog.indexedIn(indices)));
        Catalog again = Catalog.open(elsewhere);
        assertThat(CatalogFingerprint.of(again)).isEqualTo(CatalogFingerprint.of(catalog));
        assertThat(again.origin()).isEqualTo(catalog.origin());
        assertThat(again.notices()).isEqualTo(catalog.notices());
        again.openStore("pages").close();
        assertThat(indices.resolve("pages-0" + IndexFolder.ENDING)).exists();
        assertThat(IndexFolder.beside(root.resolve("a.jsonl"))).doesNotExist();
    }
}
