package io.firstlight.worlds.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import io.firstlight.worlds.quickstart.scene.Layout;
import io.firstlight.worlds.quickstart.scene.Place;
import io.firstlight.worlds.quickstart.scene.Relations;
import io.firstlight.worlds.quickstart.text.Words;
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

/** Scenes told in words, read back from the prepared text. */
class SceneTextsTest {
    private static final String WORD = "([a-z]+)";
    private static final String PLACE = "((?:top|bottom)-(?:left|right))";
    private static final Pattern PLACE_FIRST = Pattern.compile("(?:a picture : )?" + PLACE + " " + WORD);
    private static final Pattern THING_FIRST = Pattern.compile("(?:a picture : )?" + WORD + " " + PLACE);
    private static final Pattern LOCATION = Pattern.compile(
            "(?:where is the|you see the|the)? ?" + WORD + "(?: is)?(?: at the| :|\\?) " + PLACE + "\\.");
    private static final Pattern AT_PLACE =
            Pattern.compile("(?:what is )?at the " + PLACE + "(?:\\?| is the| there is(?: an?)?) " + WORD + "\\.");
    private static final Pattern RELATION = Pattern.compile(
            "(?:what is )?(left of|right of|above|below) the " + WORD + "(?:\\?| is the| you see the) " + WORD + "\\.");
    private static final Pattern PRESENT = Pattern.compile("(?:is there (?:an? )?" + WORD
            + "\\? yes|do you see (?:an? )?" + WORD + "\\? yes|(?:an? )?" + WORD + " is there)\\.");
    private static final Pattern ABSENT = Pattern.compile("(?:is there (?:an? )?" + WORD + "\\? no|do you see (?:an? )?"
            + WORD + "\\? no|(?:an? )?" + WORD + " is not there)\\.");
    private static final Pattern COUNT = Pattern.compile(
            "(?:there are|there is|how many things are there\\?|you see) (one|two|three|four)(?: things?)?\\.");

    @Test
    void everySentenceOfAToldSceneFollowsFromWhatIsWhere() {
        List<String> texts = texts();
        assertThat(texts).hasSize(400);
        Map<String, Integer> kinds = new HashMap<>();
        for (String text : texts) {
            Layout layout = described(text);
            for (String sentence : sentences(text)) {
                kinds.merge(check(sentence, layout), 1, Integer::sum);
            }
        }
        assertThat(kinds.keySet())
                .containsExactlyInAnyOrder("location", "at place", "relation", "present", "absent", "count");
        assertThat(kinds.values()).allMatch(number -> number > 50);
    }

    @Test
    void aboutHalfOfTheDescriptionsSayThePlaceFirst() {
        List<String> texts = texts();
        assertThat(texts.stream()
                                .filter(text -> PLACE_FIRST.matcher(text).lookingAt())
                                .count()
                        / (double) texts.size())
                .isBetween(0.4, 0.6);
    }

    @Test
    void everyFormThatCountsSeveralThingsCountsOneToo() {
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
    void everyWordOfAToldSceneIsInTheVocabulary() {
        JsonNode tokenizer = Json.read(PreparedWorld.directory().resolve("tokenizer.json"), JsonNode.class);
        JsonNode vocabulary = tokenizer.at("/model/vocab");
        assertThat(texts().stream().flatMap(t -> Words.of(t).stream()).distinct())
                .allMatch(vocabulary::has);
    }

    /** What a told scene says is where. */
    static Layout described(String text) {
        Map<Place, String> words = new HashMap<>();
        for (String thing : text.substring(0, text.indexOf('.')).split(", ")) {
            Matcher placeFirst = PLACE_FIRST.matcher(thing);
            Matcher thingFirst = THING_FIRST.matcher(thing);
            if (placeFirst.matches()) {
                words.put(place(placeFirst.group(1)), placeFirst.group(2));
            } else {
                assertThat(thingFirst.matches()).as(thing).isTrue();
                words.put(place(thingFirst.group(2)), thingFirst.group(1));
            }
        }
        return Layout.of(words);
    }

    /** The kind of the sentence, once it is found to be true. */
    private static String check(String sentence, Layout layout) {
        Map<String, Place> placeOf =
                layout.words().entrySet().stream().collect(Collectors.toMap(Entry::getValue, Entry::getKey));
        Matcher matcher = COUNT.matcher(sentence);
        if (matcher.matches()) {
            assertThat(List.of("one", "two", "three", "four").indexOf(matcher.group(1)) + 1)
                    .as(sentence)
                    .isEqualTo(placeOf.size());
            return "count";
        }
        matcher = RELATION.matcher(sentence);
        if (matcher.matches()) {
            Place from = placeOf.get(matcher.group(2));
            assertThat(matcher.group(1)).as(sentence).isEqualTo(Relations.word(from, placeOf.get(matcher.group(3))));
            return "relation";
        }
        matcher = AT_PLACE.matcher(sentence);
        if (matcher.matches()) {
            assertThat(layout.words().get(place(matcher.group(1)))).as(sentence).isEqualTo(matcher.group(2));
            return "at place";
        }
        matcher = LOCATION.matcher(sentence);
        if (matcher.matches()) {
            assertThat(placeOf.get(matcher.group(1))).as(sentence).isEqualTo(place(matcher.group(2)));
            return "location";
        }
        boolean present = PRESENT.matcher(sentence).matches();
        matcher = (present ? PRESENT : ABSENT).matcher(sentence);
        assertThat(matcher.matches()).as(sentence).isTrue();
        Matcher said = matcher;
        String thing = Arrays.asList(1, 2, 3).stream()
                .map(said::group)
                .filter(g -> g != null)
                .findFirst()
                .orElseThrow();
        assertThat(placeOf.containsKey(thing)).as(sentence).isEqualTo(present);
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

    private static Place place(String word) {
        return Arrays.stream(Place.values())
                .filter(p -> p.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
