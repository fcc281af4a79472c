package io.firstlight.study.file;

import io.firstlight.study.axis.AxisKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Names the recipes of one study for people: what is as in the default recipe is left out, but where and how many
 * images; in the general form, but the first key that varies.
 */
public final class RecipeNames {
    private static final Set<AxisKey> ALWAYS_TOLD = Set.of(AxisKey.TEXT_PERCENT, AxisKey.IMAGE_SHARE);
    private final Recipe standard;
    /** Of a study of the general form, the first key that it varies; null where there is none. */
    private final AxisKey alwaysTold;

    /**
     * Names relative to a standard recipe.
     *
     * @param standard the study's default recipe
     */
    public RecipeNames(Recipe standard) {
        this.standard = standard;
        this.alwaysTold = standard.section().isPresent()
                ? null
                : standard.values().keySet().stream()
                        .filter(key -> !key.path().equals(AxisKey.OVERLAY))
                        .findFirst()
                        .orElse(null);
    }

    /** Such as "80 % text, 30 % images, 4 epochs"; different for different recipes. */
    public String label(Recipe recipe) {
        String label = label(recipe, key -> true);
        return label.isEmpty() ? "as in the file" : label;
    }

    /** As {@link #label(Recipe)}, of those keys only that a stage depends on. */
    public String label(Recipe recipe, Predicate<AxisKey> relevant) {
        List<String> words = new ArrayList<>();
        for (Map.Entry<AxisKey, String> entry : recipe.values().entrySet()) {
            AxisKey key = entry.getKey();
            boolean told = ALWAYS_TOLD.contains(key)
                    || key.equals(alwaysTold)
                    || !entry.getValue().equals(standard.values().get(key));
            if (told && relevant.test(key) && !key.words(entry.getValue()).isEmpty()) {
                words.add(key.words(entry.getValue()));
            }
        }
        return String.join(", ", words);
    }
}
