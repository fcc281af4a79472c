package io.firstlight.worlds.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import io.firstlight.worlds.quickstart.scene.Quadrant;
import io.firstlight.worlds.quickstart.scene.SceneLayout;
import io.firstlight.worlds.quickstart.scene.SpatialRelation;
import io.firstlight.worlds.quickstart.text.WordTokenizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Descriptions of scenes, parsed from the prepared text. */
class SceneTextsTest {
    private static final String WORD = "([a-z]+)";
    private static final String QUADRANT = "((?:top|bottom)-(?:left|right))";
    private static final Pattern QUADRANT_FIRST = Pattern.compile("(?:a picture : )?" + QUADRANT + " " + WORD);
    private static final Pattern NAME_FIRST = Pattern.compile("(?:a picture : )?" + WORD + " " + QUADRANT);
    private static final Pattern LOCATION = Pattern.compile(
            "(?:where is the|you see the|the)? ?" + WORD + "(?: is)?(?: at the| :|\\?) " + QUADRANT + "\\.");
    private static final Pattern AT_QUADRANT =
            Pattern.compile("(?:what is )?at the " + QUADRANT + "(?:\\?| is the| there is(?: an?)?) " + WORD + "\\.");
    private static final Pattern RELATION = Pattern.compile(
            "(?:what is )?(left of|right of|above|below) the " + WORD + "(?:\\?| is the| you see the) " + WORD + "\\.");
    private static final Pattern PRESENT = Pattern.compile("(?:is there (?:an? )?" + WORD
            + "\\? yes|do you see (?:an? )?" + WORD + "\\? yes|(?:an? )?" + WORD + " is there)\\.");
    private static final Pattern ABSENT = Pattern.compile("(?:is there (?:an? )?" + WORD + "\\? no|do you see (?:an? )?"
            + WORD + "\\? no|(?:an? )?" + WORD + " is not there)\\.");
    private static final Pattern COUNT = Pattern.compile(
            "(?:there are|there is|how many things are there\\?|you see) (one|two|three|four)(?: things?)?\\.");

    @Test
    void everySentenceAboutASceneFollowsFromItsLayout() {
        List<String> texts = texts();
        assertThat(texts).hasSize(400);
        Map<String, Integer> kinds = new HashMap<>();
        for (String text : texts) {
            SceneLayout layout = described(text);
            for (String sentence : sentences(text)) {
                kinds.merge(check(sentence, layout), 1, Integer::sum);
            }
        }
        assertThat(kinds.keySet())
                .containsExactlyInAnyOrder("location", "at quadrant", "relation", "present", "absent", "count");
        assertThat(kinds.values()).allMatch(number -> number > 50);
    }

    @Test
    void aboutHalfOfTheDescriptionsGiveTheQuadrantFirst() {
        List<String> texts = texts();
        assertThat(texts.stream()
                                .filter(text -> QUADRANT_FIRST.matcher(text).lookingAt())
                                .count()
                        / (double) texts.size())
                .isBetween(0.4, 0.6);
    }

    @Test
    void everyCountingFormIsUsedForOneObjectToo() {
        Map<Boolean, List<String>> forms = texts().stream()
                .flatMap(text -> sentences(text).stream())
                .filter(s -> COUNT.matcher(s).matches())
                .collect(Collectors.partitioningBy(
                        s -> s.contains("one"),
                        Collectors.mapping(
                                s -> s.replaceAll("one|two|three|four", "#")
                                        .replace("things", "thing")
                                        .replace(" are #", " is #"),
                                Collectors.toList())));
        assertThat(Set.copyOf(forms.get(true))).hasSize(3).isEqualTo(Set.copyOf(forms.get(false)));
    }

    @Test
    void everyWordOfADescriptionIsInTheVocabulary() {
        JsonNode tokenizer = Json.read(PreparedWorld.directory().resolve("tokenizer.json"), JsonNode.class);
        JsonNode vocabulary = tokenizer.at("/model/vocab");
        assertThat(texts().stream()
                        .flatMap(t -> WordTokenizer.split(t).stream())
                        .distinct())
                .allMatch(vocabulary::has);
    }

    /** The layout that a description gives. */
    static SceneLayout described(String text) {
        Map<Quadrant, String> words = new HashMap<>();
        for (String name : text.substring(0, text.indexOf('.')).split(", ")) {
            Matcher quadrantFirst = QUADRANT_FIRST.matcher(name);
            Matcher nameFirst = NAME_FIRST.matcher(name);
            if (quadrantFirst.matches()) {
                words.put(quadrant(quadrantFirst.group(1)), quadrantFirst.group(2));
            } else {
                assertThat(nameFirst.matches()).as(name).isTrue();
                words.put(quadrant(nameFirst.group(2)), nameFirst.group(1));
            }
        }
        return SceneLayout.of(words);
    }

    /** Checks a sentence against the layout and returns its kind. */
    private static String check(String sentence, SceneLayout layout) {
        Map<String, Quadrant> quadrantOf =
                layout.words().entrySet().stream().collect(Collectors.toMap(Entry::getValue, Entry::getKey));
        Matcher matcher = COUNT.matcher(sentence);
        if (matcher.matches()) {
            assertThat(List.of("one", "two", "three", "four").indexOf(matcher.group(1)) + 1)
                    .as(sentence)
                    .isEqualTo(quadrantOf.size());
            return "count";
        }
        matcher = RELATION.matcher(sentence);
        if (matcher.matches()) {
            Quadrant from = quadrantOf.get(matcher.group(2));
            assertThat(matcher.group(1))
                    .as(sentence)
                    .isEqualTo(SpatialRelation.word(from, quadrantOf.get(matcher.group(3))));
            return "relation";
        }
        matcher = AT_QUADRANT.matcher(sentence);
        if (matcher.matches()) {
            assertThat(layout.words().get(quadrant(matcher.group(1))))
                    .as(sentence)
                    .isEqualTo(matcher.group(2));
            return "at quadrant";
        }
        matcher = LOCATION.matcher(sentence);
        if (matcher.matches()) {
            assertThat(quadrantOf.get(matcher.group(1))).as(sentence).isEqualTo(quadrant(matcher.group(2)));
            return "location";
        }
        boolean present = PRESENT.matcher(sentence).matches();
        matcher = (present ? PRESENT : ABSENT).matcher(sentence);
        assertThat(matcher.matches()).as(sentence).isTrue();
        Matcher said = matcher;
        String name = Arrays.asList(1, 2, 3).stream()
                .map(said::group)
                .filter(g -> g != null)
                .findFirst()
                .orElseThrow();
        assertThat(quadrantOf.containsKey(name)).as(sentence).isEqualTo(present);
        return present ? "present" : "absent";
    }

    private static List<String> texts() {
        return PreparedWorld.lines("text/train.jsonl").stream()
                .filter(d -> d.get("id").asText().startsWith("scene/"))
                .map(d -> d.get("text").asText())
                .toList();
    }

    private static List<String> sentences(String text) {
        return Arrays.stream(text.substring(text.indexOf('.') + 1).split("(?<=\\.) "))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private static Quadrant quadrant(String word) {
        return Arrays.stream(Quadrant.values())
                .filter(p -> p.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
