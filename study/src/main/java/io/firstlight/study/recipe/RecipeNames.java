package io.firstlight.study.recipe;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names the recipes of one study for people: what is as in the default recipe is left out, but where and how many
 * images.
 */
public final class RecipeNames {
    private static final Set<Part> ALWAYS_TOLD = EnumSet.of(Part.TEXT_PERCENT, Part.IMAGE_SHARE);
    private final Recipe standard;

    /** A property of a recipe. */
    public enum Part {
        TEXT_PERCENT("textPercent"),
        IMAGE_SHARE("imageShare"),
        INSTRUCTION_SHARE("instructionShare"),
        FINE_TUNE_EPOCHS("fineTuneEpochs"),
        IMAGE_ENCODER("imageEncoder"),
        CAPTIONS("captions");

        private final String resultName;

        Part(String resultName) {
            this.resultName = resultName;
        }

        /** The property as text, as results have it. */
        String text(Recipe recipe) {
            return switch (this) {
                case TEXT_PERCENT -> Integer.toString(recipe.textPercent());
                case IMAGE_SHARE -> Recipe.plain(recipe.images().share());
                case INSTRUCTION_SHARE ->
                    recipe.images().isNone()
                            ? "none"
                            : Recipe.plain(recipe.images().instructionShare());
                case FINE_TUNE_EPOCHS -> Integer.toString(recipe.fineTuneEpochs());
                case IMAGE_ENCODER -> recipe.imageEncoder().serializedName();
                case CAPTIONS ->
                    recipe.images().isNone() ? "none" : recipe.images().captions();
            };
        }

        private String words(Recipe recipe) {
            return switch (this) {
                case TEXT_PERCENT -> recipe.textPercent() + " % text";
                case IMAGE_SHARE ->
                    recipe.images().isNone()
                            ? "no images"
                            : percent(recipe.images().share()) + " images";
                case INSTRUCTION_SHARE ->
                    recipe.images().isNone() ? "" : percent(recipe.images().instructionShare()) + " dialogues";
                case FINE_TUNE_EPOCHS ->
                    recipe.fineTuneEpochs() + (recipe.fineTuneEpochs() == 1 ? " epoch" : " epochs");
                case IMAGE_ENCODER -> recipe.imageEncoder().words();
                case CAPTIONS -> recipe.images().isNone() ? "" : recipe.images().captions() + " captions";
            };
        }
    }

    /**
     * Names relative to a standard recipe.
     *
     * @param standard the study's default recipe
     */
    public RecipeNames(Recipe standard) {
        this.standard = standard;
    }

    /** Such as "80 % text, 30 % images, 4 epochs"; different for different recipes. */
    public String label(Recipe recipe) {
        return label(recipe, EnumSet.allOf(Part.class));
    }

    /** As {@link #label(Recipe)}, of those parts only that a stage depends on. */
    public String label(Recipe recipe, Set<Part> relevant) {
        List<String> words = new ArrayList<>();
        for (Part part : Part.values()) {
            boolean told = ALWAYS_TOLD.contains(part) || !part.text(recipe).equals(part.text(standard));
            if (told && relevant.contains(part) && !part.words(recipe).isEmpty()) {
                words.add(part.words(recipe));
            }
        }
        return String.join(", ", words);
    }

    /** Every property as text under its name in results. */
    public static Map<String, String> axes(Recipe recipe) {
        Map<String, String> axes = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            axes.put(part.resultName, part.text(recipe));
        }
        return axes;
    }

    private static String percent(double share) {
        double percent = Math.round(share * 1e6) / 1e4;
        return (percent == Math.rint(percent)
                        ? Long.toString((long) percent)
                        : String.format(Locale.ROOT, "%s", percent))
                + " %";
    }
}
