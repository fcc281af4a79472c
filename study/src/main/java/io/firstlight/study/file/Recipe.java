package io.firstlight.study.file;

import io.firstlight.study.axis.AxisKey;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.recipe.RecipeSection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way to make a model: the study with some of its keys at other values. With a seed it is one model. Recipes are
 * equal when their settings are, however they were spelled.
 */
public final class Recipe {
    private final StudySettings settings;
    private final Map<AxisKey, String> values;

    /**
     * Keeps {@code values} in their order.
     *
     * @param settings what the study file says once the recipe's keys are changed
     * @param values value, as text, of every key that varies in the study, in the order of labels
     */
    public Recipe(StudySettings settings, Map<AxisKey, String> values) {
        this.settings = settings;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public StudySettings settings() {
        return settings;
    }

    /** The values of every key that recipes of the study differ in, as text, in the order of labels. */
    public Map<AxisKey, String> values() {
        return values;
    }

    /** The same under the names that study files and results use. */
    public Map<String, String> valuesByName() {
        Map<String, String> named = new LinkedHashMap<>();
        values.forEach((key, value) -> named.put(key.name(), value));
        return named;
    }

    /** A name that is the same in every study that varies the same keys. */
    public String id() {
        List<String> parts = new ArrayList<>();
        section().ifPresent(section -> parts.add(section.id()));
        values.forEach((key, value) -> {
            if (!key.isOfSection() && !value.isEmpty()) {
                parts.add(key.path() + "=" + value);
            }
        });
        return parts.isEmpty() ? "default" : String.join("-", parts);
    }

    /** What the section {@code recipe} says of it; empty in a study of the general form. */
    public Optional<RecipeSection> section() {
        return settings.shortForm().map(ShortForm::recipe);
    }

    /** Where the evaluated model takes its visual tokens from. */
    public ImageEncoderChoice imageEncoder() {
        return settings.chain().evaluated().visualTokens();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recipe recipe && settings.equals(recipe.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    @Override
    public String toString() {
        return id();
    }
}
