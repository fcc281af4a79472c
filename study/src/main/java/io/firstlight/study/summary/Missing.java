package io.firstlight.study.summary;

import io.firstlight.study.file.Recipe;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.result.StudyResults.ComparedModels;
import io.firstlight.study.result.StudyResults.Completeness;
import io.firstlight.study.result.StudyResults.DoneOf;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.MissingModel;
import io.firstlight.study.result.StudyResults.Recommendation;
import io.firstlight.study.stage.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an unfinished study lacks. */
final class Missing {
    private Missing() {}

    static Completeness of(FinishedModels models, ComparedBlock block) {
        List<Stage> stages = models.plan().stages();
        List<RecipeRun> runs = models.plan().runs();
        Map<String, Integer> toRun = new LinkedHashMap<>();
        stages.stream()
                .filter(stage -> models.directory(stage).isEmpty())
                .forEach(stage -> toRun.merge(stage.words(), 1, Integer::sum));
        return new Completeness(
                new DoneOf(models.stages().size(), stages.size()),
                new DoneOf(models.evaluated().size(), runs.size()),
                runs.stream()
                        .filter(run -> !models.isEvaluated(run))
                        .map(run ->
                                new MissingModel(run.recipe().id(), run.label(), run.seed(), stagesToRun(models, run)))
                        .toList(),
                toRun,
                new ComparedModels(block.recipes().stream().map(Recipe::id).toList(), block.seeds()));
    }

    private static int stagesToRun(FinishedModels models, RecipeRun run) {
        return (int) run.stages().stream()
                .map(models.plan()::stage)
                .filter(stage -> models.directory(stage).isEmpty())
                .count();
    }

    /** What stands in place of a recommendation until there is evidence for one. */
    static Recommendation recommendation(Completeness completeness) {
        DoneOf models = completeness.models();
        return new Recommendation(
                "",
                "",
                Recommendation.Status.UNFINISHED,
                "",
                Interval.UNKNOWN,
                List.of(),
                "No recommendation yet: it needs at least half of the recipes under every seed, and " + models.done()
                        + " of " + models.planned() + " models are evaluated.",
                List.of());
    }
}
