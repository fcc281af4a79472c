package io.firstlight.worlds.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.worlds.quickstart.text.WordTokenizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DialoguesTest {
    private static final Set<String> CLOSED_ANSWERS =
            Set.of("yes", "no", "one", "two", "three", "four", "top-left", "top-right", "bottom-left", "bottom-right");

    @Test
    void noObjectIsAskedForAfterItWasNamed() {
        int checked = 0;
        for (JsonNode dialogue : withImages()) {
            Set<String> said = new HashSet<>();
            for (int i = 0; i < dialogue.get("conversations").size(); i += 2) {
                String question =
                        dialogue.get("conversations").get(i).get("value").asText();
                String answer =
                        dialogue.get("conversations").get(i + 1).get("value").asText();
                if (!CLOSED_ANSWERS.contains(answer) && !question.contains("color")) {
                    assertThat(said).as(dialogue.toString()).doesNotContain(answer);
                    checked++;
                }
                if (!answer.equals("no")) {
                    said.addAll(WordTokenizer.split(question));
                }
                said.add(answer);
            }
        }
        assertThat(checked).isGreaterThan(200);
    }

    @Test
    void noPresenceQuestionIsAboutAnObjectThatWasNamed() {
        Set<String> concepts = concepts();
        for (JsonNode dialogue : withImages()) {
            Set<String> said = new HashSet<>();
            for (int i = 0; i < dialogue.get("conversations").size(); i += 2) {
                List<String> question = WordTokenizer.split(
                        dialogue.get("conversations").get(i).get("value").asText());
                String answer =
                        dialogue.get("conversations").get(i + 1).get("value").asText();
                if (answer.equals("yes")) {
                    List<String> about =
                            question.stream().filter(concepts::contains).toList();
                    assertThat(about).as(question.toString()).isNotEmpty();
                    assertThat(said).doesNotContainAnyElementsOf(about);
                }
                said.add(answer);
                if (!answer.equals("no")) {
                    said.addAll(question);
                }
            }
        }
    }

    @Test
    void everyKindOfQuestionIsAskedOften() {
        Map<String, Integer> firstWords = new HashMap<>();
        for (JsonNode dialogue : PreparedWorld.lines("dialogues/train.jsonl")) {
            dialogue.get("conversations")
                    .forEach(t -> firstWords.merge(
                            WordTokenizer.split(t.get("value").asText()).get(0), 1, Integer::sum));
        }
        for (String word : List.of("what", "which", "is", "do", "where", "how", "complete")) {
            assertThat(firstWords.getOrDefault(word, 0)).as(word).isGreaterThan(10);
        }
    }

    private static List<JsonNode> withImages() {
        return PreparedWorld.lines("dialogues/train.jsonl").stream()
                .filter(d -> d.has("image"))
                .toList();
    }

    private static Set<String> concepts() {
        Set<String> words = new HashSet<>();
        PreparedWorld.lines("captions/encoder.jsonl")
                .forEach(c -> c.get("concepts").forEach(w -> words.add(w.asText())));
        return words;
    }
}
