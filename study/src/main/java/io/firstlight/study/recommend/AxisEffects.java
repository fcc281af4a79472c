package io.firstlight.study.recommend;

import io.firstlight.study.axis.AxisKey;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.file.StudyAxis;
import io.firstlight.study.result.StudyResults.Effect;
import io.firstlight.study.statistics.Contrast;
import io.firstlight.study.statistics.Estimate;
import io.firstlight.study.statistics.Inference;
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
 * that recipe is not in the study. Intervals and p-values allow for all effects of the study together (Bonferroni), so
 * an effect is shown exactly when its interval does not hold 0. Nothing is tested with one seed. Of an unfinished study
 * it tells those effects whose two recipes can be compared.
 */
public final class AxisEffects {
    private final List<Recipe> planned;
    private final List<Recipe> recipes;
    private final Inference reported;

    /**
     * Effects over the recipes of a table.
     *
     * @param planned all recipes of the study
     * @param recipes the recipes of the table, in its order
     */
    public AxisEffects(List<Recipe> planned, List<Recipe> recipes, Inference reported) {
        this.planned = List.copyOf(planned);
        this.recipes = List.copyOf(recipes);
        this.reported = reported;
    }

    private record Pair(AxisKey axis, Recipe baseline, Recipe compared) {}

    private record Tested(Pair pair, String aggregate, Estimate estimate) {}

    public List<Effect> of(List<StudyAxis> axes) {
        List<Tested> all = new ArrayList<>();
        aggregates()
                .forEach((aggregate, weights) -> pairs(axes)
                        .forEach(pair -> all.add(new Tested(
                                pair,
                                aggregate,
                                reported.estimate(Contrast.difference(
                                        reported.table(),
                                        recipes.indexOf(pair.compared()),
                                        recipes.indexOf(pair.baseline()),
                                        weights))))));
        return all.stream().map(tested -> effect(tested, all.size())).toList();
    }

    private Effect effect(Tested tested, int comparisons) {
        Pair pair = tested.pair();
        Estimate estimate = tested.estimate();
        boolean seeds = reported.table().numSeeds() > 1;
        return new Effect(
                pair.axis().name(),
                pair.baseline().id(),
                pair.compared().id(),
                tested.aggregate(),
                seeds ? estimate.interval(Recommender.LEVEL / comparisons) : estimate.interval(),
                seeds ? Math.min(1, comparisons * estimate.pValue()) : Double.NaN,
                PaperClaims.about(pair.axis(), pair.baseline(), pair.compared()));
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
                    .forEach(value -> pairs.add(new Pair(axis.key(), baseline, value)));
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
}
