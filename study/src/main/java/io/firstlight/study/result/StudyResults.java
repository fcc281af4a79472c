package io.firstlight.study.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * Everything a report shows, read from finished stages only: the content of {@code summary.json}. Every number can be
 * recomputed from the per-item records beside it. All scores are on the <em>reported</em> split; the selection split's
 * are kept apart in {@link RecipeResult#selection} and {@link SeedResult#selectionTasks}.
 *
 * <p>A study that is not finished has results too. What is not known yet is absent: a task without a score is not in a
 * map of scores, an interval is {@link Interval#UNKNOWN}, {@link Recommendation#isMade} is false. {@link Completeness}
 * says what is missing.
 */
public record StudyResults(
        int formatVersion,
        StudyDescription study,
        Completeness completeness,
        List<TaskResult> tasks,
        List<RecipeResult> recipes,
        Findings findings,
        Account account) {
    public static final int FORMAT_VERSION = 2;

    /**
     * The study in short.
     *
     * @param seeds the seeds run
     * @param numTrunks number of text trunks that were trained
     * @param disclosures what is outside the mixture's budget, and which recipes include it
     */
    public record StudyDescription(
            String name, String question, String file, List<Long> seeds, int numTrunks, List<String> disclosures) {}

    /**
     * What there is of what the study asks for.
     *
     * @param models evaluated, one for each recipe and seed
     * @param missing the models that are not evaluated, in the order of the plan
     * @param stagesToRun how many of each kind of stage
     */
    public record Completeness(
            DoneOf stages,
            DoneOf models,
            List<MissingModel> missing,
            Map<String, Integer> stagesToRun,
            ComparedModels compared) {
        /** Whether every stage is finished. */
        @JsonIgnore
        public boolean isComplete() {
            return stages.done() == stages.planned();
        }
    }

    public record DoneOf(int done, int planned) {}

    /**
     * A model without scores yet.
     *
     * @param recipe id of the recipe
     * @param stagesToRun number of unfinished stages, its evaluation included
     */
    public record MissingModel(String recipe, String label, long seed, int stagesToRun) {}

    /**
     * The recipes whose scores have intervals and are compared with each other: those that are evaluated under the same
     * seeds. In a complete study all recipes and all seeds.
     *
     * @param recipes ids
     */
    public record ComparedModels(List<String> recipes, List<Long> seeds) {}

    /**
     * One task.
     *
     * @param modality "visual" or "text"
     */
    public record TaskResult(
            String name, String modality, String description, TaskMeasure measure, TaskStability stability) {
        /** Score of guessing. */
        public double chance() {
            return measure.chance();
        }

        /** By the study's frozen rule. */
        public boolean stable() {
            return stability.stable();
        }
    }

    /**
     * How a task is scored.
     *
     * @param metric name of the metric that gives an answer its score, 0 to 1
     * @param chance mean score of guessing
     */
    public record TaskMeasure(String metric, double chance) {}

    /**
     * Whether a task counts as stable.
     *
     * @param reason the rule's numbers in words
     */
    public record TaskStability(boolean stable, String reason) {}

    /** An estimate with its 95 % interval. */
    public record Interval(double estimate, double low, double high) {
        /** Nothing is known. */
        public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN, Double.NaN);
    }

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

    /**
     * The means over tasks, centred.
     *
     * @param stable of the metrics over the stable tasks
     * @param all of the metrics over all tasks
     * @param probability of the probability of the right answer over all tasks
     */
    public record Aggregates(ModalityMeans stable, ModalityMeans all, ModalityMeans probability) {
        /** Nothing is known. */
        public static final Aggregates UNKNOWN =
                new Aggregates(ModalityMeans.UNKNOWN, ModalityMeans.UNKNOWN, ModalityMeans.UNKNOWN);
    }

    /** A mean over visual and one over text tasks. */
    public record ModalityMeans(Interval vision, Interval text) {
        /** Nothing is known. */
        public static final ModalityMeans UNKNOWN = new ModalityMeans(Interval.UNKNOWN, Interval.UNKNOWN);
    }

    /**
     * One recipe under one seed.
     *
     * @param visionAll mean centred score over all visual tasks
     * @param textAll over all text tasks
     * @param tasks by name; empty when the model is not evaluated yet
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

    /**
     * One curve of a stage.
     *
     * @param kind "learningRate" or "loss"
     * @param tokens tokens seen since the start of the recipe, one per value
     */
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
     * The scores of one recipe, or of one of its seeds, on one task.
     *
     * @param score mean score of the task's metric, 0 to 1, with its interval: over clusters of items and seeds for a
     *     recipe, over clusters of items for one seed
     * @param centred the same, chance at 0
     * @param goldProbability mean probability of the right answer among the options, by their log-probabilities as they
     *     are (not divided by length), with its interval
     * @param floors by name: "chance", "majority", "withheld", "shuffled", "pixelNeighbour", "featureNeighbour",
     *     "noTextPretraining"; a floor that does not apply is absent
     */
    public record TaskScore(
            ItemCount count, Interval score, Interval centred, Interval goldProbability, Map<String, Double> floors) {}

    /**
     * How many items a score is over.
     *
     * @param clusters groups of items that depend on each other, such as those of one image
     */
    public record ItemCount(int items, int clusters) {}

    public record Findings(Recommendation recommendation, List<Effect> effects, List<String> caveats) {}

    /**
     * The recommended recipe and how certain the recommendation is.
     *
     * @param recipe id; empty while no recommendation can be made
     * @param objective in words
     * @param indistinguishable ids of recipes it cannot be told apart from
     * @param seedsToDecide about how many seeds in all would separate it from the nearest, always more than were run; 0
     *     when it already is separated; -1 when no number up to 1000 would, or one seed alone does not tell
     * @param text the recommendation in words, a few sentences, or what it lacks
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

        /** Whether there is one. */
        @JsonIgnore
        public boolean isMade() {
            return !recipe.isEmpty();
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
     * What one stage cost.
     *
     * @param usedBy number of models (recipe and seed) that need this stage
     * @param plannedSeconds planned time as printed before the run
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
