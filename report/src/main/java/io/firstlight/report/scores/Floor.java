package io.firstlight.report.scores;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A score that needs less than the model claims: what a score must be read against.
 *
 * @param key its name in the results
 * @param title for a table
 * @param shortTitle for a terminal, at most 6 letters
 * @param mark the name of its mark in an interval strip, empty for none
 */
public record Floor(String key, String title, String shortTitle, String explanation, String mark) {
    public static final Floor CHANCE = new Floor("chance", "Chance", "chance", "guessing among the options", "chance");
    public static final Floor WITHHELD =
            new Floor("withheld", "Image withheld", "no img", "the same model, shown no image", "withheld");
    public static final Floor NO_TEXT = new Floor(
            "noTextPretraining",
            "No text pre-training",
            "no txt",
            "the same recipe without text pre-training; for a text task the default recipe without it where the "
                    + "same was not run",
            "notext");

    /** The floors that results have, in the order of the tables. */
    public static final List<Floor> KNOWN = List.of(
            CHANCE,
            new Floor("majority", "Majority answer", "major", "always the most frequent answer", "majority"),
            WITHHELD,
            new Floor("shuffled", "Images shuffled", "shuff", "the same model, shown another item's image", "shuffled"),
            new Floor(
                    "pixelNeighbour",
                    "Nearest neighbour, pixels",
                    "nn pix",
                    "the nearest training image by raw pixels, no language model",
                    "neighbour"),
            new Floor(
                    "featureNeighbour",
                    "Nearest neighbour, features",
                    "nn fea",
                    "the nearest training image by the encoder's features, no language model",
                    "neighbour"),
            NO_TEXT);

    /** The floors that occur among these names: known ones first, in their order, then any other under its own name. */
    public static List<Floor> among(Collection<Set<String>> names) {
        Set<String> present = new LinkedHashSet<>();
        names.forEach(present::addAll);
        List<Floor> floors = new ArrayList<>();
        for (Floor floor : KNOWN) {
            if (present.remove(floor.key)) {
                floors.add(floor);
            }
        }
        for (String name : present) {
            floors.add(new Floor(name, name, name.substring(0, Math.min(6, name.length())), "", ""));
        }
        return floors;
    }
}
