package io.firstlight.study.summary;

import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.TaskScore;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.stage.TrainStage;
import io.firstlight.study.training.TrainingBudget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a reader must know beside the numbers: what stands outside the mixture's budget, and what the numbers do not
 * show.
 */
final class Remarks {
    private static final int FEW_SEEDS = 3;

    private Remarks() {}

    /** Stages outside the budgets of tokens, and who got them. */
    static List<String> disclosures(StagePlan plan) {
        return plan.study()
                .settings()
                .shortForm()
                .map(form -> new ShortFormDisclosures(plan, form.phases()).lines())
                .orElseGet(() -> countedInViews(plan));
    }

    private static List<String> countedInViews(StagePlan plan) {
        Map<String, Set<Long>> views = new LinkedHashMap<>();
        for (Stage stage : plan.stages()) {
            if (stage.spec() instanceof TrainStage training
                    && training.settings().budget().unit() == TrainingBudget.Unit.VIEWS) {
                views.computeIfAbsent(stage.words(), name -> new TreeSet<>())
                        .add(training.settings().budget().amount());
            }
        }
        return views.entrySet().stream()
                .map(entry -> "The stage '" + entry.getKey() + "' saw "
                        + entry.getValue().stream()
                                .map(amount -> String.format(Locale.ROOT, "%,d", amount))
                                .collect(Collectors.joining(" or "))
                        + " images, which count in no budget of tokens; recipes whose chain has no such stage did"
                        + " without.")
                .toList();
    }

    /** Text trunks that were trained from nothing. */
    static int numTrunks(StagePlan plan) {
        return (int) plan.stages().stream().filter(Remarks::startsTrunk).count();
    }

    /** A trunk is what keeps its state, for branches to go on from. */
    private static boolean startsTrunk(Stage stage) {
        return stage.spec() instanceof TrainStage training
                && training.settings().optimizer().keepsState()
                && !stage.reads(StageRole.DECODER);
    }

    /**
     * What readers must know before they rely on the numbers.
     *
     * @param seeds number of seeds that scores are over; 0 while no model is evaluated
     * @param best the recommended recipe; or empty while there is none
     */
    static List<String> caveats(StagePlan plan, int seeds, Optional<RecipeResult> best) {
        List<String> lines = new ArrayList<>();
        if (seeds > 0 && seeds < FEW_SEEDS) {
            lines.add("With " + seeds
                    + (seeds == 1
                            ? " seed, intervals are over items alone"
                            : " seeds, the spread between seeds is known" + " only roughly")
                    + ". Run more with --seeds.");
        }
        if (seeds > 1) {
            lines.add("The spread between seeds is pooled over recipes: one that varies more than the others between "
                    + "seeds deserves a wider interval than it has, and the others a narrower one.");
        }
        lines.add("Images, texts and questions were drawn once and are the same for all seeds, so intervals do not "
                + "cover another draw of the data.");
        if (plan.study().comparison().axes().size() > 1) {
            lines.add("Each axis was varied alone, so the best values of several axes were not tried together.");
        }
        best.ifPresent(recipe -> addCaveats(lines, recipe));
        return lines;
    }

    private static void addCaveats(List<String> lines, RecipeResult best) {
        if (best.tasks().values().stream().anyMatch(score -> score.floors().containsKey("withheld"))) {
            lines.add("Chance is guessing among the options. Where a task asks for a place or a relation, knowing "
                    + "what is in the image but not where already gives more, so a score slightly above chance there "
                    + "does not show that things are bound to places.");
        }
        best.tasks().forEach((task, score) -> {
            double neighbour = Math.max(floor(score, "pixelNeighbour"), floor(score, "featureNeighbour"));
            if (neighbour > score.score().estimate()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "In %s the nearest training image answers better (%.2f) than the recommended recipe"
                                + " (%.2f): the score shows that images reach the decoder, not that it generalises "
                                + "beyond likeness.",
                        task,
                        neighbour,
                        score.score().estimate()));
            }
            if (score.floors().containsKey("withheld") && score.score().low() <= floor(score, "withheld")) {
                lines.add(String.format(
                        Locale.ROOT,
                        "In %s the recommended recipe is not shown to need the image: %.2f [%.2f, %.2f] with it,"
                                + " %.2f without.",
                        task,
                        score.score().estimate(),
                        score.score().low(),
                        score.score().high(),
                        floor(score, "withheld")));
            }
            if (floor(score, "majority") > score.score().low()
                    && floor(score, "majority") > floor(score, "chance") + 0.05) {
                lines.add(String.format(
                        Locale.ROOT,
                        "In %s always giving the most frequent answer is right %.2f of the time; the centred"
                                + " score, which starts at chance (%.2f), flatters it.",
                        task,
                        floor(score, "majority"),
                        floor(score, "chance")));
            }
        });
    }

    private static double floor(TaskScore score, String name) {
        return score.floors().getOrDefault(name, Double.NEGATIVE_INFINITY);
    }
}
