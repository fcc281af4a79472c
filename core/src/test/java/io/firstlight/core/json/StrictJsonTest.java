package io.firstlight.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.config.ConfigException;
import io.firstlight.core.config.JsonFile;
import io.firstlight.core.error.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same mistakes in front of the three readers there are: of a tree, of a record, of a configuration. */
class StrictJsonTest {
    @TempDir
    Path folder;

    private record Counted(int n) {}

    /** What a file holds, the line and column of the mistake, and what is said of it. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("{\"n\": 1}{\"n\": 2}", 1, 9, "more after"),
                mistake("{\"n\": 1}\n\n  garbage", 3, 3, "garbage"),
                mistake("{\"n\": 1,\n \"n\": 2}", 2, 2, "Duplicate field 'n'"),
                mistake("{\"n\": NaN}", 1, 7, "NaN"),
                mistake("{\"n\": 1", 1, 8, "end-of-input"),
                mistake("\ufeff\ufeff{\"n\": 1}", 1, 1, "65279"));
    }

    private static Arguments mistake(String text, int line, int column, String words) {
        return Arguments.of(text.getBytes(StandardCharsets.UTF_8), line, column, words);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsRefusedWithFileLineAndColumn(byte[] content, int line, int column, String words) throws IOException {
        Path file = Files.write(folder.resolve("n.json"), content);
        String text = new String(content, StandardCharsets.UTF_8);

        assertThatThrownBy(() -> StrictJson.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ":" + line + ":")
                .hasMessageContaining(words)
                .satisfies(e -> assertThat(column(e.getMessage(), file)).isBetween(column - 1, column + 4));
        assertThatThrownBy(() -> StrictJson.tree(content))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining(words);
        assertThatThrownBy(() -> JsonFile.load(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ":" + line + ": ");
        assertThatThrownBy(() -> Json.parse(text, Counted.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.read(file, Counted.class))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file + ":" + line + ":");
    }

    private static int column(String message, Path file) {
        return Integer.parseInt(message.substring(file.toString().length() + 1).split(":")[1]);
    }

    @Test
    void bytesThatAreNotUtf8AreNamedWhereTheyStand() throws IOException {
        Path file = Files.write(
                folder.resolve("latin.json"), "{\"n\":\n \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> StrictJson.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(file + ":2:6: ")
                .hasMessageContaining("not text in UTF-8 (byte 0xe9)");
        assertThatThrownBy(() -> StrictJson.tree(Files.readAllBytes(file)))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("line 2, column 6");
        assertThatThrownBy(() -> JsonFile.load(file)).hasMessageContaining(file + ":2:6: ");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheJson() throws IOException {
        Path file = Files.writeString(folder.resolve("marked.json"), "\ufeff{\"n\": 7}");

        assertThat(StrictJson.read(file).path("n").asInt()).isEqualTo(7);
        assertThat(StrictJson.tree(Files.readAllBytes(file)).path("n").asInt()).isEqualTo(7);
        assertThat(Json.read(file, Counted.class)).isEqualTo(new Counted(7));
        assertThat(JsonFile.load(file).text("n")).isEqualTo("7");
    }

    @Test
    void halfACharacterIsRefusedAndAWholeOneKept() throws IOException {
        assertThat(StrictJson.tree("\"\\ud83d\\ude00\"").textValue()).isEqualTo("\ud83d\ude00");
        for (String text : new String[] {"{\"a\": [\"cut \\ud83d here\"]}", "{\"\\uDC00\": 1}"}) {
            assertThatThrownBy(() -> StrictJson.tree(text))
                    .isInstanceOf(JsonProcessingException.class)
                    .hasMessageContaining("half of a surrogate pair");
            assertThatThrownBy(() -> JsonFile.parse(text, "x")).isInstanceOf(ConfigException.class);
        }
    }

    @Test
    void aRecordTakesNoFractionAndNoTextForAWholeNumber() {
        for (String text : new String[] {"{\"n\": 1.9}", "{\"n\": 1.0}", "{\"n\": \"1\"}", "{\"n\": true}", "{}"}) {
            assertThatThrownBy(() -> Json.parse(text, Counted.class))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Json.parse("{\"n\": 1}", Counted.class)).isEqualTo(new Counted(1));
    }

    @Test
    void longTextsAndEmptyFiles() throws IOException {
        JsonNode longText = StrictJson.tree("\"" + "a ".repeat(12_000_000) + "\"");
        assertThat(longText.textValue()).hasSize(24_000_000);
        assertThatThrownBy(() -> StrictJson.tree("")).hasMessageContaining("there is nothing");
        assertThatThrownBy(() -> StrictJson.tree("[".repeat(100_000))).isInstanceOf(JsonProcessingException.class);
    }
}
