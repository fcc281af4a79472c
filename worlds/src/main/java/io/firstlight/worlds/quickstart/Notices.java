package io.firstlight.worlds.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.worlds.quickstart.drawing.Artist;
import io.firstlight.worlds.quickstart.drawing.LetterSet;
import io.firstlight.worlds.quickstart.icon.IconArtifact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The attributions that the licences of the sources require; every data set made from them carries these in its head
 * file.
 */
final class Notices {
    private Notices() {}

    /** The notices for a data set drawn by {@code artists}: WordNet, CLDR, then one notice per icon set, sorted. */
    static List<String> of(List<Artist> artists) throws IOException {
        List<String> notices = new ArrayList<>();
        notices.add(
                "Text and lexical relations: WordNet 3.1. Copyright 2011 by Princeton University. All rights reserved. "
                        + "Used under the WordNet license; Princeton University makes no representations or "
                        + "warranties.");
        notices.add("Emoji names, groups and keywords: Unicode CLDR. Copyright Unicode, Inc. Used under the Unicode "
                + "license.");
        List<String> sets = Stream.concat(artists.stream().map(Artist::set), LetterSet.sets().stream())
                .distinct()
                .sorted()
                .toList();
        for (String set : sets) {
            JsonNode collection = IconArtifact.collection(set);
            notices.add("Drawings '" + set + "': " + collection.get("name").asText() + " by "
                    + collection.at("/author/name").asText() + ", "
                    + collection.at("/license/title").asText() + " ("
                    + collection.at("/license/spdx").asText()
                    + "). Rasterised, scaled, composed and in part recolored.");
        }
        return notices;
    }
}
