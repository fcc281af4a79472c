package io.firstlight.bench.verdict;

import io.firstlight.study.file.Comparison.Objective;
import io.firstlight.study.recommend.AxisEffects;
import io.firstlight.study.recommend.Evidence;
import io.firstlight.study.recommend.Recommender;
import io.firstlight.study.result.StudyResults.Effect;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.Lead;
import io.firstlight.study.result.StudyResults.Recommendation;
import io.firstlight.study.statistics.Contrast;
import io.firstlight.study.statistics.Inference;
import io.firstlight.study.statistics.ItemScores;
import io.firstlight.study.statistics.ScoreTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Simulates studies whose truth is known, has each of them judged as a real study is, and counts how often the verdicts
 * are right. Equal seeds give equal counts.
 */
public final class VerdictBenchmark {
    private static final Objective OBJECTIVE = new Objective(0.5, 0.5, "all", List.of());

    private VerdictBenchmark() {}

    /**
     * Simulates and judges.
     *
     * @param items of a task on each split
     */
    public static VerdictRates run(StudySetting setting, int studies, int items, long seed) {
        Tally tally = new Tally();
        IntStream.range(0, studies)
                .parallel()
                .forEach(number -> judge(setting, SimulatedStudy.of(setting, items, seed, number), tally));
        return tally.rates(setting.name(), studies);
    }

    private static void judge(StudySetting setting, SimulatedStudy study, Tally tally) {
        int recipes = setting.size().recipes();
        int perBranch = setting.oddities().branch();
        List<Integer> branches =
                IntStream.range(0, recipes).mapToObj(r -> r / perBranch).toList();
        Inference selection = new Inference(study.selection(), branches, Optional.empty());
        Inference reported = new Inference(study.reported(), branches, Optional.of(study.selection()));
        Evidence evidence = new Evidence(
                IntStream.range(0, recipes)
                        .mapToObj(r -> new Evidence.Named(Integer.toString(r), "recipe " + r))
                        .toList(),
                selection,
                reported,
                Set.of(),
                Evidence.Circumstances.PLAIN);
        Recommendation recommendation = new Recommender(evidence, OBJECTIVE).recommend();
        double[] truth = study.truth();
        int best = Integer.parseInt(recommendation.leading());
        countLeads(recommendation, truth, best, tally);
        List<Effect> effects = new AxisEffects(SimulatedAxes.recipes(recipes), SimulatedAxes.recipes(recipes), reported)
                .of(SimulatedAxes.axes(recipes));
        tally.falseEffect.add(effects.stream().anyMatch(effect -> effect.pValue() < Recommender.LEVEL));
        tally.recommended.add(holds(recommendation.score(), truth[best]));
        countCoverage(setting, reported, truth, tally);
    }

    private static void countLeads(Recommendation recommendation, double[] truth, int best, Tally tally) {
        boolean wrong = false;
        boolean all = true;
        double highest = IntStream.range(0, truth.length)
                .mapToDouble(r -> truth[r])
                .max()
                .orElseThrow();
        Lead nearest = null;
        for (Lead lead : recommendation.leads()) {
            int other = Integer.parseInt(lead.over());
            double real = truth[best] - truth[other];
            boolean claimed = lead.pValue() < Recommender.LEVEL;
            double seen = lead.difference().estimate();
            wrong |= claimed && seen * real <= 0;
            all &= holds(lead.difference(), real);
            if (truth[other] < highest - 1e-9) {
                tally.power.add(claimed && seen > 0 && real > 0);
            }
            if (!claimed
                    && (nearest == null
                            || Math.abs(seen) < Math.abs(nearest.difference().estimate()))) {
                nearest = lead;
            }
        }
        tally.falseVerdict.add(wrong);
        tally.allLeads.add(all);
        tally.best.add(truth[best] > highest - 1e-9);
        tally.seedsNamed.add(nearest != null && nearest.seeds().isKnown());
    }

    private static void countCoverage(StudySetting setting, Inference reported, double[] truth, Tally tally) {
        ScoreTable table = reported.table();
        double[] vision = table.mean(ItemScores::visual);
        int perBranch = setting.oddities().branch();
        for (int r = 0; r < truth.length; r++) {
            int next = (r + 1) % truth.length;
            boolean score =
                    holds(reported.estimate(Contrast.score(table, r, vision)).interval(), truth[r]);
            boolean difference = holds(
                    reported.estimate(Contrast.difference(table, r, next, vision))
                            .interval(),
                    truth[r] - truth[next]);
            tally.vision.add(score);
            tally.difference.add(difference);
            boolean odd = r < setting.oddities().unsteady();
            if (odd) {
                tally.oddVision.add(score);
            }
            if (odd || (perBranch > 1 && r / perBranch != next / perBranch)) {
                tally.oddDifference.add(difference);
            }
        }
    }

    private static boolean holds(Interval interval, double truth) {
        return interval.low() <= truth && truth <= interval.high();
    }

    private static final class Rate {
        private final LongAdder hits = new LongAdder();
        private final LongAdder count = new LongAdder();

        void add(boolean hit) {
            hits.add(hit ? 1 : 0);
            count.increment();
        }

        double value() {
            return count.sum() == 0 ? Double.NaN : hits.doubleValue() / count.sum();
        }
    }

    private static final class Tally {
        private final Rate falseVerdict = new Rate();
        private final Rate falseEffect = new Rate();
        private final Rate seedsNamed = new Rate();
        private final Rate best = new Rate();
        private final Rate power = new Rate();
        private final Rate vision = new Rate();
        private final Rate difference = new Rate();
        private final Rate oddVision = new Rate();
        private final Rate oddDifference = new Rate();
        private final Rate recommended = new Rate();
        private final Rate allLeads = new Rate();

        VerdictRates rates(String setting, int studies) {
            return new VerdictRates(
                    setting,
                    studies,
                    new VerdictRates.Claims(
                            falseVerdict.value(), falseEffect.value(), seedsNamed.value(), best.value(), power.value()),
                    new VerdictRates.Coverage(
                            vision.value(),
                            difference.value(),
                            oddVision.value(),
                            oddDifference.value(),
                            recommended.value(),
                            allLeads.value()));
        }
    }
}
