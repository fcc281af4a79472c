package io.firstlight.report.scores;

import io.firstlight.study.result.StudyResults.Completeness;
import io.firstlight.study.result.StudyResults.MissingModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an unfinished study lacks, in words.
 *
 * @param sentences what there is, what the intervals are over, and which stages are still to run
 * @param models the recipes that are not evaluated under all seeds
 */
public record MissingParts(List<String> sentences, List<MissingSeeds> models) {
    /**
     * A recipe without results under some seeds.
     *
     * @param what the seeds a recipe lacks, and how many stages they still need
     */
    public record MissingSeeds(String label, String what) {}

    /** Nothing but empty lists for a complete study. */
    public static MissingParts of(Completeness completeness) {
        if (completeness.isComplete()) {
            return new MissingParts(List.of(), List.of());
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(completeness.models().done() + " of "
                + counted(completeness.models().planned(), "model")
                + " evaluated, " + completeness.stages().done() + " of "
                + counted(completeness.stages().planned(), "stage") + " finished.");
        int recipes = completeness.compared().recipes().size();
        if (recipes > 0) {
            sentences.add("Intervals and comparisons are over " + counted(recipes, "recipe") + " under "
                    + seeds(completeness.compared().seeds()) + ".");
        }
        sentences.add("Still to run: "
                + completeness.stagesToRun().entrySet().stream()
                        .map(kind -> kind.getValue() + " × " + kind.getKey())
                        .collect(Collectors.joining(", "))
                + ".");
        Map<String, List<MissingModel>> byRecipe = new LinkedHashMap<>();
        completeness
                .missing()
                .forEach(model -> byRecipe.computeIfAbsent(model.label(), label -> new ArrayList<>())
                        .add(model));
        List<MissingSeeds> models = new ArrayList<>();
        byRecipe.forEach((label, missing) -> models.add(new MissingSeeds(
                label,
                seeds(missing.stream().map(MissingModel::seed).toList()) + ", "
                        + counted(
                                missing.stream()
                                        .mapToInt(MissingModel::stagesToRun)
                                        .sum(),
                                "stage") + " to run")));
        return new MissingParts(List.copyOf(sentences), List.copyOf(models));
    }

    private static String seeds(List<Long> seeds) {
        return (seeds.size() == 1 ? "seed " : "seeds ")
                + seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
