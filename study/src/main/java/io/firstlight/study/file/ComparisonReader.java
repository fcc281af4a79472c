package io.firstlight.study.file;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.Range;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.recipe.Recipe;
import io.firstlight.study.recipe.Recipe.ImagePart;
import io.firstlight.study.recipe.RecipeAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads {@code recipe}, {@code axes}, {@code seeds} and {@code objective} of a study file. */
final class ComparisonReader {
    private static final Recipe BUILT_IN =
            new Recipe(80, new ImagePart(0.3, 0, "short"), 2, ImageEncoderChoice.FROZEN_VIT);
    private static final Map<String, ImageEncoderChoice> ENCODERS = Arrays.stream(ImageEncoderChoice.values())
            .collect(Collectors.toMap(ImageEncoderChoice::serializedName, Function.identity()));
    // A share of 1 leaves no room for text, not even the images' own captions.
    private static final Range IMAGE_SHARE = new Range(0, false, 1, true);
    private final List<Integer> checkpointsPercent;
    private final Map<String, Change> changes = new LinkedHashMap<>();

    /** One key of a recipe: what a value of it makes of a recipe. */
    private interface Change {
        Recipe apply(Recipe recipe, ConfigValue value);
    }

    ComparisonReader(List<Integer> checkpointsPercent) {
        this.checkpointsPercent = checkpointsPercent;
        changes.put("text_percent", (r, v) -> new Recipe(percent(v), r.images(), r.fineTuneEpochs(), r.imageEncoder()));
        changes.put(
                "image_share",
                (r, v) -> withImages(
                        r,
                        new ImagePart(
                                v.asNumber(IMAGE_SHARE),
                                r.images().instructionShare(),
                                r.images().captions())));
        changes.put(
                "instruction_share",
                (r, v) -> withImages(
                        r,
                        new ImagePart(
                                r.images().share(),
                                v.asNumber(Range.SHARE),
                                r.images().captions())));
        changes.put(
                "captions",
                (r, v) -> withImages(
                        r,
                        new ImagePart(
                                r.images().share(),
                                r.images().instructionShare(),
                                v.asOneOf(new TreeSet<>(PhaseReader.CAPTIONS)))));
        changes.put(
                "fine_tune_epochs",
                (r, v) -> new Recipe(
                        r.textPercent(), r.images(), (int) v.asWhole(Range.between(1, 1000)), r.imageEncoder()));
        changes.put(
                "image_encoder",
                (r, v) -> new Recipe(
                        r.textPercent(), r.images(), r.fineTuneEpochs(), StudyFileReader.named(v, ENCODERS)));
    }

    Comparison read(ConfigMap top) {
        ConfigMap section = top.mapOrEmpty("recipe");
        Recipe base = overlay(BUILT_IN, section);
        if (!checkpointsPercent.contains(base.textPercent())) {
            throw section.error(noCheckpoint(base.textPercent()));
        }
        List<RecipeAxis> axes =
                top.has("axes") ? top.get("axes").asListOf(value -> readAxis(base, value.asMap())) : List.of();
        List<Long> seeds = top.has("seeds") ? readSeeds(top.get("seeds")) : List.of(0L, 1L);
        return new Comparison(base.normalised(), axes, seeds, readObjective(top.mapOrEmpty("objective")));
    }

    private RecipeAxis readAxis(Recipe base, ConfigMap axis) {
        String vary = axis.oneOf("vary", changes.keySet());
        ConfigMap at = axis.mapOrEmpty("at");
        if (at.has(vary)) {
            throw at.get(vary).error("'" + vary + "' is what this axis varies, so it cannot be held at a value");
        }
        Recipe center = overlay(base, at);
        List<ConfigValue> values = axis.get("values").asList().items();
        if (values.isEmpty()) {
            throw axis.get("values").error("an axis needs at least one value");
        }
        Set<Recipe> recipes = new LinkedHashSet<>();
        for (ConfigValue value : values) {
            if (!recipes.add(changes.get(vary).apply(center, value).normalised())) {
                throw value.error("this value gives a recipe that another value of the axis already gives");
            }
        }
        return new RecipeAxis(vary, center.normalised(), new ArrayList<>(recipes));
    }

    private Recipe overlay(Recipe recipe, ConfigMap map) {
        Recipe result = recipe;
        for (Map.Entry<String, Change> change : changes.entrySet()) {
            if (map.has(change.getKey())) {
                result = change.getValue().apply(result, map.get(change.getKey()));
            }
        }
        return result;
    }

    private static List<Long> readSeeds(ConfigValue value) {
        List<Long> seeds = value.asListOf(item -> item.asWhole(Range.NOT_NEGATIVE));
        if (seeds.isEmpty() || Set.copyOf(seeds).size() != seeds.size()) {
            throw value.error("found " + seeds + ", expected at least one seed and no seed twice");
        }
        return seeds;
    }

    private static Comparison.Objective readObjective(ConfigMap section) {
        double vision = section.number("vision", Range.NOT_NEGATIVE, 0.5);
        double text = section.number("text", Range.NOT_NEGATIVE, 0.5);
        if (vision + text == 0) {
            throw section.error("the weights 'vision' and 'text' are both 0, so nothing would be better than anything");
        }
        return new Comparison.Objective(
                vision / (vision + text),
                text / (vision + text),
                section.oneOf("tasks", Set.of("all", "stable"), "all"));
    }

    private int percent(ConfigValue value) {
        int percent = (int) value.asWhole(Range.between(0, 100));
        if (!checkpointsPercent.contains(percent)) {
            throw value.error(noCheckpoint(percent));
        }
        return percent;
    }

    private String noCheckpoint(int percent) {
        return "the trunk has no checkpoint at " + percent + " %; text_pretraining.checkpoints_percent allows "
                + checkpointsPercent;
    }

    private static Recipe withImages(Recipe recipe, ImagePart images) {
        return new Recipe(recipe.textPercent(), images, recipe.fineTuneEpochs(), recipe.imageEncoder());
    }
}
