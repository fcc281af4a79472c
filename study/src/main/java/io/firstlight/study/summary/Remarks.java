package io.firstlight.study.summary;

import io.firstlight.study.file.Recipe;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.TaskScore;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.stage.TrainStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a reader must know beside the numbers: what stands outside the mixture's budget, and what the numbers do not
 * show.
 */
final class Remarks {
    private static final int FEW_SEEDS = 3;

    private Remarks() {}

    /** Stages outside the mixture's budget, and who got them. */
    static List<String> disclosures(StagePlan plan) {
        StudyFile study = plan.study();
        List<Recipe> recipes = plan.recipes();
        List<String> lines = new ArrayList<>();
        if (recipes.stream().anyMatch(recipe -> recipe.imageEncoder().needsEncoder())) {
            String patches =
                    recipes.stream().anyMatch(recipe -> recipe.imageEncoder() == ImageEncoderChoice.PATCH_PROJECTION)
                            ? " Recipes with patch projection use no encoder; their projector was aligned on as "
                                    + "many images more."
                            : "";
            lines.add(String.format(
                    Locale.ROOT,
                    "The image encoder was trained on %,d views of captioned images, once for each seed, outside"
                            + " the mixture's budget; every recipe with a ViT starts from it.%s",
                    study.phases().encoding().imageEncoderTraining().views(),
                    patches));
        }
        long views = study.phases().encoding().projectorAlignment().views();
        if (views > 0 && recipes.stream().anyMatch(recipe -> !recipe.images().isNone())) {
            String without = recipes.stream().anyMatch(recipe -> recipe.images().isNone())
                    ? " Recipes without images in the mixture had none: their projector is new at fine-tuning, and "
                            + "a step from no images to few is also a step from no alignment to alignment."
                    : "";
            lines.add(String.format(
                    Locale.ROOT,
                    "The projector was aligned on %,d image views outside the mixture's budget, with features or"
                            + " with patches, before every mixture that has images.%s",
                    views,
                    without));
        }
        bothCaptions(plan).ifPresent(lines::add);
        if (recipes.stream().map(Recipe::textPercent).distinct().count() > 1) {
            lines.add("The mixture's budget is the same at every branch point, so a later branch has seen more text "
                    + "in all.");
        }
        return lines;
    }

    /** Captions are a choice of the mixture alone: the stages before it may have seen the other style. */
    private static Optional<String> bothCaptions(StagePlan plan) {
        List<Recipe> recipes = plan.recipes();
        StudyFile.Encoding phases = plan.study().phases().encoding();
        List<String> stages = new ArrayList<>();
        if (phases.imageEncoderTraining().captions().equals("both")
                && recipes.stream().anyMatch(recipe -> recipe.imageEncoder().needsEncoder())) {
            stages.add("the image encoder");
        }
        if (phases.projectorAlignment().views() > 0
                && phases.projectorAlignment().captions().equals("both")
                && recipes.stream().anyMatch(recipe -> !recipe.images().isNone())) {
            stages.add("the projector's alignment");
        }
        return stages.isEmpty()
                ? Optional.empty()
                : Optional.of("Short and rich captions differ in the mixture only: " + String.join(" and ", stages)
                        + " saw both in every recipe.");
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
