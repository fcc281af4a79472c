package io.firstlight.study.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.config.ConfigException;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.world.TinyDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code data} of a study file. */
class DataReaderTest {
    private static final String SOURCES = """
            data:
              pages: {text: text/train.jsonl}
              drawings: {images: images/mixture.tar}
              captioned: {captions: [captions/mixture.jsonl], images: drawings}
              benchmarks:
                exam: {tasks: evaluation/tasks.json, images: images/evaluation.tar}
              template: {beforeQuestion: "what ", beforeAnswer: " this "}
              use: {text: pages, mixture: captioned, benchmark: exam}
            tokenizer: tokenizer.json
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeData() throws IOException {
        TinyDataset.write(folder);
    }

    private DataChoice read(String data) {
        return StudyTexts.reader()
                .parse(
                        StudyTexts.MINIMAL.replace("data: {world: quickstart}\n", data),
                        folder.resolve("small.yaml").toString(),
                        "")
                .data();
    }

    @Test
    void sourcesAreNamedWithKindPathsAndOptions() {
        DataChoice.FromSources sources = (DataChoice.FromSources) read(SOURCES);
        Catalog catalog = Catalog.parse(sources.catalog());
        assertThat(catalog.name()).isEqualTo("small");
        assertThat(catalog.origin()).endsWith("small.yaml");
        assertThat(catalog.sourceNames()).containsExactly("pages", "drawings", "captioned");
        assertThat(catalog.source("pages").files().shards()).containsExactly(folder.resolve("text/train.jsonl"));
        assertThat(catalog.images("captioned")).isEqualTo(catalog.images("drawings"));
        assertThat(catalog.benchmark("exam").tasks()).isEqualTo(folder.resolve("evaluation/tasks.json"));
        assertThat(catalog.template().around("is")).isEqualTo("what is this ");
        assertThat(sources.roles())
                .isEqualTo(new DataRoles("pages", "validation", "encoder", "captioned", "dialogues", List.of("exam")));
    }

    @Test
    void aDirectoryAndAWorldMayNameTheirRolesToo() {
        assertThat(read("data: {directory: mine, use: {dialogues: chats}}\n")
                        .roles()
                        .dialogues())
                .isEqualTo("chats");
        assertThat(read("data: {world: quickstart}\n").roles()).isEqualTo(DataRoles.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{text: text/train.jsonl} | {text: text/trian.jsonl} | there is no file",
                "{text: text/train.jsonl} | {texts: text/train.jsonl} | is 'texts' meant to be 'text'?",
                "text: pages, | text: page, | have no source 'page'; did you mean 'pages'?",
                "benchmark: exam | benchmark: exams | have no benchmark 'exams'; did you mean 'exam'?",
                "benchmark: exam | benchmarks: exam | unknown key 'benchmarks'; did you mean 'benchmark'?",
                "images: drawings} | images: drawings, caption: [a]} | expected a text",
                "images: drawings} | images: drawings, only: with_image} | unknown key 'only'",
                "tokenizer: tokenizer.json | seeds: [1] | the key 'tokenizer' is missing",
                "pages: {text: text/train.jsonl} | wrold: quickstart | did you mean 'world'?",
                "pages: {text: text/train.jsonl} | world: quickstart | bring their own tokenizer",
            })
    void whatIsWrongIsNamedWithItsLineAndTheNearestName(String found, String instead, String message) {
        assertThat(SOURCES).contains(found);
        assertThatThrownBy(() -> read(SOURCES.replace(found, instead)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("small.yaml:")
                .hasMessageContaining(message);
    }
}
