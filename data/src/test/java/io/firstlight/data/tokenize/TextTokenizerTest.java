package io.firstlight.data.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.util.Utils;
import io.firstlight.core.error.UserException;
import io.firstlight.data.fixture.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTokenizerTest {
    @TempDir
    Path folder;

    @Test
    void textMadeOfKnownWordsSurvivesTheRoundTrip() throws IOException {
        try (TextTokenizer tokenizer = TextTokenizer.load(Fixtures.tokenizer(folder.resolve("tokenizer.json")))) {
            int[] tokens = tokenizer.encode("The dog is on the grass.");

            assertThat(tokens).hasSize(7).doesNotContain(tokenizer.id(SpecialTokens.DEFAULT.unknown()));
            assertThat(tokenizer.decode(tokens)).isEqualTo("the dog is on the grass .");
            assertThat(tokenizer.encode(tokenizer.decode(tokens))).isEqualTo(tokens);
        }
    }

    @Test
    void theWordsOfSpecialTokensAreWords() throws IOException {
        try (TextTokenizer tokenizer = TextTokenizer.load(Fixtures.tokenizer(folder.resolve("tokenizer.json")))) {
            int unknown = tokenizer.id(SpecialTokens.DEFAULT.unknown());
            // Three words each: the angle brackets and what is between them.
            assertThat(tokenizer.encode("<question> what <answer>"))
                    .containsExactly(unknown, unknown, unknown, tokenizer.id("what"), unknown, unknown, unknown);
            assertThat(tokenizer.encode(new PromptTemplate("<question> ", " <answer> "), "what <eot>"))
                    .containsExactly(
                            tokenizer.id("<question>"),
                            tokenizer.id("what"),
                            unknown,
                            unknown,
                            unknown,
                            tokenizer.id("<answer>"));
            assertThat(tokenizer.encode("zebra")).containsExactly(unknown);
            assertThat(tokenizer.encode("")).isEmpty();
        }
    }

    @Test
    void aTemplateWhoseTokensAreMissingIsRefused() throws IOException {
        try (TextTokenizer tokenizer = TextTokenizer.load(Fixtures.tokenizer(folder.resolve("tokenizer.json")))) {
            tokenizer.requireKnown(new PromptTemplate("<question> ", " <answer> "));
            tokenizer.requireKnown(PromptTemplate.NONE);
            assertThatThrownBy(() -> tokenizer.requireKnown(new PromptTemplate("<question> ", " <reply> ")))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("' <reply> '")
                    .hasMessageContaining("tokenizer.json");
        }
    }

    @Test
    void aLengthLimitInTheFileDoesNotCutText() throws IOException {
        try (TextTokenizer tokenizer = TextTokenizer.load(Fixtures.tokenizer(folder.resolve("tokenizer.json")))) {
            assertThat(tokenizer.encode("dog ".repeat(100))).hasSize(100);
        }
    }

    @Test
    void theVocabularyIsAsLargeAsTheGreatestIdNeeds() throws IOException {
        try (TextTokenizer tokenizer = TextTokenizer.load(Fixtures.tokenizer(folder.resolve("tokenizer.json")))) {
            assertThat(tokenizer.vocabularySize()).isEqualTo(5 + Fixtures.WORDS.size());
            assertThat(tokenizer.id("<answer>")).isLessThan(tokenizer.vocabularySize());
            assertThatThrownBy(() -> tokenizer.id("<image>"))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("<image>");
        }
    }

    @Test
    void aTokenizerWithoutItsSpecialTokensIsRefusedByName() throws IOException {
        Path file = Fixtures.tokenizer(folder.resolve("tokenizer.json"));
        Files.writeString(file, Files.readString(file).replace("<eot>", "<end>"));

        assertThatThrownBy(() -> TextTokenizer.load(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("<eot>");
    }

    @Test
    void filesThatAreNoTokenizerAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.json"), "not json");
        Path empty = Fixtures.tokenizer(folder.resolve("model.json"));
        Files.writeString(empty, Files.readString(empty).replace("WordLevel", "NoSuchModel"));

        assertThatThrownBy(() -> TextTokenizer.load(folder.resolve("none.json")))
                .isInstanceOf(UserException.class);
        assertThatThrownBy(() -> TextTokenizer.load(text))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("text.json");
        assertThatThrownBy(() -> TextTokenizer.load(empty))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("model.json");
    }

    @Test
    void theNativeLibraryIsToldToStayOffTheNetwork() throws IOException {
        try (TextTokenizer tokenizer = TextTokenizer.load(Fixtures.tokenizer(folder.resolve("tokenizer.json")))) {
            assertThat(tokenizer.encode("dog")).hasSize(1);
            assertThat(Utils.isOfflineMode()).isTrue();
        }
    }
}
