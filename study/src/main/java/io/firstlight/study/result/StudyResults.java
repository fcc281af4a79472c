package io.firstlight.study.result;

import java.util.List;
import java.util.Map;

/**
 * Everything a report shows, read from finished stages only: the content of {@code summary.json}. Every number can be
 * recomputed from the per-item records beside it. All scores are on the <em>reported</em> split; the selection split's
 * are kept apart in {@link RecipeResult#selection} and {@link SeedResult#selectionTasks}.
 */
public record StudyResults(
        int formatVersion,
        StudyDescription study,
        List<TaskResult> tasks,
        List<RecipeResult> recipes,
        Findings findings,
        Account account) {
    public static final int FORMAT_VERSION = 1;

    /**
     * @param seeds the seeds run
     * @param numTrunks how many text trunks were trained
     * @param disclosures what stands outside the mixture's budget and who got it
     */
    public record StudyDescription(
            String name, String question, String file, List<Long> seeds, int numTrunks, List<String> disclosures) {}

    /**
     * @param modality "visual" or "text"
     * @param stable by the study's frozen rule
     * @param stabilityReason the rule's numbers in words
     */
    public record TaskResult(
            String name, String modality, String description, double chance, boolean stable, String stabilityReason) {}

    /** An estimate with its 95 % interval. */
    public record Interval(double estimate, double low, double high) {}

    /**
     * One recipe over all its seeds. {@code axes} holds every axis as text under its study-file name: textPercent,
     * imageShare, instructionShare, fineTuneEpochs, imageEncoder, captions.
     */
    public record RecipeResult(
            String id,
            String label,
            Map<String, String> axes,
            List<SeedResult> seeds,
            Map<String, TaskScore> tasks,
            Aggregates aggregates,
            Aggregates selection) {}

    /** The means over tasks, centred: over the stable ones and over all. */
    public record Aggregates(Interval visionStable, Interval textStable, Interval visionAll, Interval textAll) {}

    /**
     * One recipe under one seed.
     *
     * @param visionAll mean centred score over all visual tasks
     * @param textAll over all text tasks
     * @param tasks by name
     * @param selectionTasks the same on the selection split, for who tunes; empty without such a split and in summaries
     *     from before it was told
     * @param textLoss of the fine-tuned model on held-out text, in nats per token; NaN when it was not measured, as in
     *     summaries from before it was told
     */
    public record SeedResult(
            long seed,
            double visionAll,
            double textAll,
            Map<String, TaskScore> tasks,
            Map<String, TaskScore> selectionTasks,
            List<Curve> curves,
            List<TokenAccount> tokens,
            Double textLoss) {
        public SeedResult {
            selectionTasks = selectionTasks == null ? Map.of() : selectionTasks;
            textLoss = textLoss == null ? Double.valueOf(Double.NaN) : textLoss;
        }
    }

    /** @param kind "learningRate" or "loss"; points are tokens seen since the start of the recipe against the value */
    public record Curve(String stage, String kind, double[] tokens, double[] values) {}

    /** Planned against realised tokens of one stage and source; shares are in the unit of the study file. */
    public record TokenAccount(
            String stage,
            String source,
            long plannedTokens,
            long realisedTokens,
            double plannedShare,
            double realisedShare) {}

    /**
     * @param accuracy with its interval (bootstrap over items and seeds)
     * @param centred the same, chance at 0
     * @param floors by name: "chance", "majority", "withheld", "shuffled", "pixelNeighbour", "featureNeighbour",
     *     "noTextPretraining"; a floor that does not apply is absent
     */
    public record TaskScore(int n, Interval accuracy, Interval centred, Map<String, Double> floors) {}

    public record Findings(Recommendation recommendation, List<Effect> effects, List<String> caveats) {}

    /**
     * @param recipe id
     * @param objective in words
     * @param indistinguishable ids of recipes it cannot be told apart from
     * @param seedsToDecide about how many seeds in all would separate it from the nearest, always more than were run; 0
     *     when it already is separated; -1 when no number up to 1000 would, or one seed alone does not tell
     * @param text the recommendation in words, a few sentences
     * @param leads over every other recipe; empty in summaries from before they were told
     */
    public record Recommendation(
            String recipe,
            String objective,
            List<String> indistinguishable,
            int seedsToDecide,
            String text,
            List<Lead> leads) {
        public Recommendation {
            leads = leads == null ? List.of() : leads;
        }
    }

    /**
     * How far the recommended recipe is above another by the study's objective, paired over items and seeds.
     *
     * @param difference with the interval of this one comparison
     * @param pValue corrected for the number of other recipes
     */
    public record Lead(String over, Interval difference, double pValue) {}

    /**
     * One axis value against the default recipe's, paired over items and seeds, with the interval of this one
     * comparison.
     *
     * @param pValue corrected for the number of comparisons
     */
    public record Effect(
            String axis, String baseline, String compared, String aggregate, Interval difference, double pValue) {}

    /** What it cost and where it came from. */
    public record Account(
            List<StageCost> stages,
            double secondsRun,
            double secondsWithoutSharing,
            Map<String, String> provenance,
            List<SampleItem> samples) {}

    /**
     * @param usedBy how many recipe-seeds need this stage
     * @param plannedSeconds as printed before the run
     */
    public record StageCost(String key, String kind, String label, double seconds, double plannedSeconds, int usedBy) {}

    /**
     * One item to look at.
     *
     * @param imagePng its image, base64, or empty
     * @param answers recipe label to chosen option
     */
    public record SampleItem(
            String task,
            String prompt,
            String imagePng,
            List<String> options,
            int answer,
            Map<String, String> answers) {}
}
