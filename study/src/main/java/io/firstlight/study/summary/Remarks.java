package io.firstlight.study.summary;

import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.SeedResult;
import io.firstlight.study.result.StudyResults.StudyScale;
import io.firstlight.study.result.StudyResults.TaskScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What readers must know before they rely on the numbers: what they do not show, and what was tested about them. */
final class Remarks {
    private static final int FEW_SEEDS = 3;
    /** A language model that lost this much, in nats per token, writes visibly worse. */
    private static final double MUCH_LOSS = 1;
    /** Of the models that most of the paper is about, as it calls them. */
    private static final double PAPER_PARAMETERS = 1e9;

    private static final double PAPER_MIXTURE_TOKENS = 28e9;

    private final List<String> lines = new ArrayList<>();

    private Remarks() {}

    /**
     * In sentences.
     *
     * @param seeds number of seeds that scores are over; 0 while no model is evaluated
     * @param best the recipe that did best; empty while no models can be compared
     * @param gains of that recipe, see {@link ImageUse}
     */
    static List<String> of(
            StagePlan plan, int seeds, Optional<RecipeResult> best, Map<String, Interval> gains, StudyScale scale) {
        Remarks remarks = new Remarks();
        remarks.study(plan, seeds);
        remarks.size(scale);
        best.ifPresent(recipe -> {
            remarks.imageUse(recipe, gains);
            remarks.textLoss(recipe, scale);
            recipe.tasks().forEach((task, score) -> remarks.task(recipe, task, score));
        });
        return List.copyOf(remarks.lines);
    }

    private void study(StagePlan plan, int seeds) {
        if (seeds == 1) {
            lines.add(
                    "With 1 seed, intervals are over items alone, and no difference is tested. Run more with --seeds.");
        } else if (seeds > 1 && seeds < FEW_SEEDS) {
            lines.add(
                    "With " + seeds + " seeds, the spread between seeds is known only roughly, and intervals are wide "
                            + "for it. Run more with --seeds.");
        }
        if (seeds > 1) {
            lines.add("What a recipe varies between seeds is estimated from all recipes and its own seeds. Of a recipe "
                    + "that varies several times as much as the others, few seeds do not show how much: its intervals "
                    + "then hold the truth somewhat less often than they say (92 instead of 95 times of 100 in "
                    + "simulated studies of 4 recipes and 2 seeds, one of which varies 5 times as much).");
        }
        lines.add("Images, texts and questions were drawn once and are the same for all seeds, so intervals do not "
                + "cover another draw of the data.");
        if (plan.study().comparison().axes().size() > 1) {
            lines.add("Each axis was varied alone, so the best values of several axes were not tried together.");
        }
    }

    private void size(StudyScale scale) {
        if (scale.decoderParameters() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "The decoder has %,d parameters and a mixture %,d tokens; most models of Keh et al. have about 1 "
                            + "billion and 28 billion, %,.0f and %,.0f times as much. Whether what differs at this "
                            + "size differs at that one, this study does not test.",
                    scale.decoderParameters(),
                    scale.mixtureTokens(),
                    PAPER_PARAMETERS / scale.decoderParameters(),
                    PAPER_MIXTURE_TOKENS / scale.mixtureTokens()));
        }
    }

    private void imageUse(RecipeResult best, Map<String, Interval> gains) {
        if (gains.isEmpty()) {
            return;
        }
        String shown = inWords(gains, true);
        String open = inWords(gains, false);
        String test = " (score with the image less score with it withheld, paired over items"
                + (best.seeds().size() > 1 ? " and seeds" : "") + ", intervals corrected for "
                + gains.size() + (gains.size() == 1 ? " task)" : " tasks)");
        String recipe = "“" + best.label() + "”";
        if (!shown.isEmpty()) {
            lines.add("Images reach the decoder of " + recipe + ": it answers better with the image in " + shown + test
                    + ".");
        }
        if (!open.isEmpty()) {
            lines.add(recipe + " is not shown to need the image in " + open + (shown.isEmpty() ? test : "") + ".");
        }
        lines.add("Chance is guessing among the options. Where a task asks for a place or a relation, knowing what is "
                + "in the image but not where already gives more, so a score slightly above chance there does not show "
                + "that things are bound to places.");
    }

    private static String inWords(Map<String, Interval> gains, boolean shown) {
        return gains.entrySet().stream()
                .filter(gain -> gain.getValue().low() > 0 == shown)
                .map(gain -> String.format(
                        Locale.ROOT,
                        "%s (%+.2f [%+.2f, %+.2f])",
                        gain.getKey(),
                        gain.getValue().estimate(),
                        gain.getValue().low(),
                        gain.getValue().high()))
                .collect(Collectors.joining(", "));
    }

    private void textLoss(RecipeResult best, StudyScale scale) {
        double loss = best.seeds().stream()
                .mapToDouble(SeedResult::textLoss)
                .average()
                .orElse(Double.NaN);
        double uniform = scale.textLoss().uniform();
        double trunk = scale.textLoss().trunk();
        if (loss >= uniform) {
            lines.add(String.format(
                    Locale.ROOT,
                    "After fine-tuning “%s” is no language model any more: its loss on held-out text is %.2f nats "
                            + "per token, that of taking every token for equally likely %.2f.",
                    best.label(),
                    loss,
                    uniform));
        } else if (loss > trunk + MUCH_LOSS) {
            lines.add(String.format(
                    Locale.ROOT,
                    "“%s” is a much worse language model than its trunk was: %.2f nats per token on held-out text; "
                            + "the trunk ended at %.2f on its training text.",
                    best.label(),
                    loss,
                    trunk));
        }
    }

    private void task(RecipeResult best, String task, TaskScore score) {
        double neighbour = Math.max(floor(score, "pixelNeighbour"), floor(score, "featureNeighbour"));
        if (neighbour > score.score().estimate()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "In %s the answer of the nearest training image scores higher (%.2f) than “%s” (%.2f): looking "
                            + "up what is alike would do as well.",
                    task,
                    neighbour,
                    best.label(),
                    score.score().estimate()));
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
    }

    private static double floor(TaskScore score, String name) {
        return score.floors().getOrDefault(name, Double.NEGATIVE_INFINITY);
    }
}
