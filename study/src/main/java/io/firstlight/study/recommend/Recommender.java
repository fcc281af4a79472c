package io.firstlight.study.recommend;

import io.firstlight.study.file.Comparison.Objective;
import io.firstlight.study.recommend.Evidence.Named;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.Lead;
import io.firstlight.study.result.StudyResults.Recommendation;
import io.firstlight.study.result.StudyResults.Recommendation.Status;
import io.firstlight.study.result.StudyResults.SeedRange;
import io.firstlight.study.statistics.ChosenScore;
import io.firstlight.study.statistics.Contrast;
import io.firstlight.study.statistics.Estimate;
import io.firstlight.study.statistics.Inference;
import io.firstlight.study.statistics.SeedForecast;
import io.firstlight.study.statistics.StudentizedRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Names the recipe that is best on the selection split and compares it with every other on the reported split, item by
 * item and seed by seed. The two splits share the models and so their luck: the recipe that is best on one tends to be
 * the luckiest on the other too. All its comparisons therefore have the distribution of the difference between the
 * highest and the lowest of so many recipes ({@link StudentizedRange}).
 *
 * <p>No recipe is recommended from one seed, which does not show how far seeds differ, from a budget that is a smoke
 * test, or where the best recipe is not shown to be above chance.
 */
public final class Recommender {
    /** A corrected p value below this is called a difference, here and in every table. */
    public static final double LEVEL = 0.05;

    private final Evidence evidence;
    private final Objective objective;

    public Recommender(Evidence evidence, Objective objective) {
        this.evidence = evidence;
        this.objective = objective;
    }

    public Recommendation recommend() {
        int best = best();
        Interval score = score(best);
        List<Lead> leads = leads(best);
        Status status = status(score);
        List<String> close = leads.stream()
                .filter(lead -> lead.pValue() >= LEVEL)
                .map(Lead::over)
                .toList();
        String id = evidence.recipes().get(best).id();
        VerdictText text =
                new VerdictText(evidence, objective, evidence.recipes().get(best));
        return new Recommendation(
                status == Status.MADE ? id : "",
                id,
                status,
                text.objective(),
                score,
                status == Status.MADE ? close : List.of(),
                status == Status.MADE ? text.recommendation(score, leads) : text.why(status, score),
                leads);
    }

    private Status status(Interval score) {
        if (evidence.circumstances().smoke()) {
            return Status.SMOKE;
        }
        if (evidence.reported().table().numSeeds() < 2) {
            return Status.ONE_SEED;
        }
        return score.low() > 0 ? Status.MADE : Status.AT_CHANCE;
    }

    private int best() {
        Inference selection = evidence.selection();
        double[] weights = evidence.weights(selection.table(), objective);
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < evidence.recipes().size(); r++) {
            double score = Contrast.score(selection.table(), r, weights).value(selection.table());
            if (score > highest) {
                highest = score;
                best = r;
            }
        }
        return best;
    }

    private Interval score(int best) {
        Inference reported = evidence.reported();
        return ChosenScore.interval(reported, best, evidence.weights(reported.table(), objective));
    }

    private List<Lead> leads(int best) {
        Inference reported = evidence.reported();
        int recipes = evidence.recipes().size();
        double[] weights = evidence.weights(reported.table(), objective);
        List<Lead> leads = new ArrayList<>();
        for (int r : IntStream.range(0, recipes).filter(r -> r != best).toArray()) {
            Named over = evidence.recipes().get(r);
            Contrast difference = Contrast.difference(reported.table(), best, r, weights);
            Estimate estimate = reported.estimate(difference);
            leads.add(
                    reported.table().numSeeds() < 2
                            ? new Lead(over.id(), estimate.interval(), Double.NaN, SeedRange.UNKNOWN)
                            : tested(over, difference, estimate, StudentizedRange.of(recipes)));
        }
        return leads;
    }

    private Lead tested(Named over, Contrast difference, Estimate estimate, StudentizedRange range) {
        double pValue = estimate.pValue(range);
        return new Lead(
                over.id(),
                estimate.interval(range),
                pValue,
                pValue < LEVEL ? SeedRange.UNKNOWN : SeedForecast.seedsToDecide(evidence.reported(), difference));
    }
}
