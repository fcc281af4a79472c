package io.firstlight.study.recommend;

import io.firstlight.study.file.Recipe;
import io.firstlight.study.file.StudyAxis;
import io.firstlight.study.result.StudyResults.Effect;
import io.firstlight.study.statistics.Bootstrap;
import io.firstlight.study.statistics.Contrast;
import io.firstlight.study.statistics.Estimate;
import io.firstlight.study.statistics.HolmCorrection;
import io.firstlight.study.statistics.ItemScores;
import io.firstlight.study.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every axis changed: each of its values against the recipe it is varied around, or against its first value where
 * that recipe is not in the study. p-values are corrected over all effects of the study together. Of an unfinished
 * study it tells those effects whose two recipes can be compared.
 */
public final class AxisEffects {
    private final List<Recipe> planned;
    private final List<Recipe> recipes;
    private final Bootstrap reported;

    /**
     * Effects over the recipes of a table.
     *
     * @param planned all recipes of the study
     * @param recipes the recipes of the table, in its order
     */
    public AxisEffects(List<Recipe> planned, List<Recipe> recipes, Bootstrap reported) {
        this.planned = List.copyOf(planned);
        this.recipes = List.copyOf(recipes);
        this.reported = reported;
    }

    private record Pair(String axis, Recipe baseline, Recipe compared) {}

    public List<Effect> of(List<StudyAxis> axes) {
        List<Pair> pairs = pairs(axes);
        List<Effect> effects = new ArrayList<>();
        aggregates().forEach((aggregate, weights) -> effects.addAll(effects(pairs, aggregate, weights)));
        double[] corrected = HolmCorrection.adjust(
                effects.stream().mapToDouble(Effect::pValue).toArray());
        List<Effect> all = new ArrayList<>();
        for (int i = 0; i < corrected.length; i++) {
            Effect effect = effects.get(i);
            all.add(new Effect(
                    effect.axis(),
                    effect.baseline(),
                    effect.compared(),
                    effect.aggregate(),
                    effect.difference(),
                    corrected[i]));
        }
        return all;
    }

    private List<Pair> pairs(List<StudyAxis> axes) {
        Set<Pair> pairs = new LinkedHashSet<>();
        for (StudyAxis axis : axes) {
            Recipe baseline = planned.contains(axis.center())
                    ? axis.center()
                    : axis.values().get(0);
            axis.values().stream()
                    .filter(value -> !value.equals(baseline))
                    .filter(value -> recipes.containsAll(List.of(baseline, value)))
                    .forEach(value -> pairs.add(new Pair(axis.key().name(), baseline, value)));
        }
        return List.copyOf(pairs);
    }

    private Map<String, double[]> aggregates() {
        ScoreTable table = reported.table();
        Map<String, double[]> aggregates = new LinkedHashMap<>();
        if (table.tasks().stream().anyMatch(ItemScores::visual)) {
            aggregates.put("visionAll", table.mean(ItemScores::visual));
        }
        if (table.tasks().stream().anyMatch(task -> !task.visual())) {
            aggregates.put("textAll", table.mean(task -> !task.visual()));
        }
        return aggregates;
    }

    private List<Effect> effects(List<Pair> pairs, String aggregate, double[] weights) {
        if (pairs.isEmpty()) {
            return List.of();
        }
        List<Estimate> estimates = reported.estimates(pairs.stream()
                .map(pair -> Contrast.difference(
                        reported.table(), recipes.indexOf(pair.compared()), recipes.indexOf(pair.baseline()), weights))
                .toList());
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            effects.add(new Effect(
                    pair.axis(),
                    pair.baseline().id(),
                    pair.compared().id(),
                    aggregate,
                    estimates.get(i).interval(),
                    estimates.get(i).pValue()));
        }
        return effects;
    }
}
