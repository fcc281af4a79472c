package io.firstlight.report.figure;

import io.firstlight.study.result.StudyResults.RecipeResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The recipes that vary one axis and agree on all others: the lines of a figure. A recipe without images has no value
 * of the axes that describe images, so it joins the longest line over the image share that agrees with it on the rest.
 */
final class AxisGroups {
    private static final String IMAGE_SHARE = "image_share";

    private final Axis axis;
    private final Map<Map<String, String>, List<RecipeResult>> groups = new LinkedHashMap<>();

    AxisGroups(Axis axis, List<RecipeResult> recipes) {
        this.axis = axis;
        List<RecipeResult> withAxis =
                recipes.stream().filter(r -> r.axes().containsKey(axis.key())).toList();
        withAxis.stream()
                .filter(recipe -> !isImageless(recipe))
                .forEach(recipe -> groups.computeIfAbsent(others(recipe), key -> new ArrayList<>())
                        .add(recipe));
        if (!axis.needsImages()) {
            withAxis.stream().filter(AxisGroups::isImageless).forEach(this::placeImageless);
        }
        groups.values()
                .removeIf(
                        members -> members.stream().map(this::value).distinct().count() < 2);
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** The distinct values on the axis: by size where all are numbers, else as they come. */
    List<String> values() {
        Set<String> values = new LinkedHashSet<>();
        groups.values().forEach(members -> members.forEach(member -> values.add(value(member))));
        boolean numbers = values.stream().allMatch(value -> Axis.number(value).isPresent());
        return numbers
                ? values.stream()
                        .sorted(Comparator.comparingDouble(
                                value -> Axis.number(value).getAsDouble()))
                        .toList()
                : List.copyOf(values);
    }

    /** Each line under a name made of what tells it from the other lines; the longest line first. */
    Map<String, List<RecipeResult>> lines() {
        Map<String, List<RecipeResult>> lines = new LinkedHashMap<>();
        List<String> order = values();
        groups.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .forEach(entry -> lines.put(
                        name(entry.getKey()),
                        entry.getValue().stream()
                                .sorted(Comparator.comparingInt(member -> order.indexOf(value(member))))
                                .toList()));
        return lines;
    }

    String value(RecipeResult recipe) {
        return recipe.axes().get(axis.key());
    }

    private void placeImageless(RecipeResult recipe) {
        Map<String, String> mine = others(recipe);
        List<List<RecipeResult>> matching = axis.key().equals(IMAGE_SHARE)
                ? groups.entrySet().stream()
                        .filter(entry -> entry.getKey().entrySet().containsAll(mine.entrySet()))
                        .map(Map.Entry::getValue)
                        .toList()
                : List.of();
        // Only the longest: a recipe of another encoder is no line over the image share because of its end at zero.
        int longest = matching.stream().mapToInt(List::size).max().orElse(0);
        List<List<RecipeResult>> joined =
                matching.stream().filter(members -> members.size() == longest).toList();
        if (joined.isEmpty()) {
            groups.computeIfAbsent(mine, key -> new ArrayList<>()).add(recipe);
        } else {
            joined.forEach(members -> members.add(recipe));
        }
    }

    private Map<String, String> others(RecipeResult recipe) {
        Map<String, String> others = new TreeMap<>(recipe.axes());
        others.remove(axis.key());
        if (isImageless(recipe)) {
            others.keySet().removeIf(key -> Axis.named(key).needsImages());
        }
        return others;
    }

    private String name(Map<String, String> key) {
        Set<String> differing = groups.keySet().stream()
                .flatMap(k -> k.entrySet().stream())
                .filter(entry -> !groups.keySet().stream()
                        .allMatch(k ->
                                k.getOrDefault(entry.getKey(), entry.getValue()).equals(entry.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        String name = key.entrySet().stream()
                .filter(entry -> differing.contains(entry.getKey()))
                .map(entry -> words(Axis.named(entry.getKey()), entry.getValue()))
                .collect(Collectors.joining(", "));
        return name.isEmpty() ? "Mean of the recipe" : name;
    }

    private static String words(Axis axis, String value) {
        String written = axis.write(value);
        return switch (axis.key()) {
            case "text_percent" -> "images from " + written + " of text";
            case IMAGE_SHARE -> isZero(value) ? "no images" : written + " visual tokens";
            case "fine_tune_epochs" -> written + (written.equals("1") ? " epoch" : " epochs");
            case "instruction_share" -> written + " instructions";
            default -> axis.title().toLowerCase(Locale.ROOT) + " " + written;
        };
    }

    private static boolean isImageless(RecipeResult recipe) {
        return isZero(recipe.axes().getOrDefault(IMAGE_SHARE, ""));
    }

    private static boolean isZero(String value) {
        return Axis.number(value).orElse(-1) == 0;
    }
}
