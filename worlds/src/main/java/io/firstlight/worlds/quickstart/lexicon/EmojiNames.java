package io.firstlight.worlds.quickstart.lexicon;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Names, groups and keywords of emoji (Unicode CLDR), from the artifact {@code net.fellbaum:jemoji}. */
public final class EmojiNames {
    /** The groups of objects, as opposed to faces, people, symbols and flags. */
    private static final Set<String> OBJECT_GROUPS =
            Set.of("Animals & Nature", "Food & Drink", "Travel & Places", "Activities", "Objects");

    private static final String RESOURCE = "jemoji/emojis.json";
    private final Map<String, Emoji> byDescription = new HashMap<>();

    /**
     * One emoji.
     *
     * @param subgroup the CLDR subgroup, for example "animal-mammal"
     * @param keywords the CLDR keywords, unfiltered
     */
    public record Emoji(String description, String subgroup, List<String> keywords) {}

    private EmojiNames() {}

    /**
     * Reads the artifact.
     *
     * @throws UserException if it is not on the class path
     */
    public static EmojiNames load() {
        EmojiNames names = new EmojiNames();
        try (InputStream in = EmojiNames.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new UserException("the artifact net.fellbaum:jemoji is not on the class path (looked for "
                        + RESOURCE + "); build Firstlight with Maven so that it is resolved");
            }
            for (JsonNode emoji : Json.mapper().readTree(in)) {
                if (OBJECT_GROUPS.contains(emoji.get("group").asText())) {
                    List<String> keywords = StreamSupport.stream(
                                    emoji.get("keywords").spliterator(), false)
                            .map(JsonNode::asText)
                            .toList();
                    String description = emoji.get("description").asText();
                    names.byDescription.putIfAbsent(
                            description.toLowerCase(Locale.ROOT),
                            new Emoji(description, emoji.get("subgroup").asText(), keywords));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /**
     * The emoji with this description in the groups of objects; upper and lower case are equal.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Emoji get(String description) {
        Emoji emoji = byDescription.get(description.toLowerCase(Locale.ROOT));
        if (emoji == null) {
            throw new IllegalArgumentException(
                    "no emoji in the groups of objects has the description '" + description + "'");
        }
        return emoji;
    }
}
