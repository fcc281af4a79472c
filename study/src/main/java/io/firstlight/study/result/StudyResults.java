package io.firstlight.study.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Comparator;
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
    public static final int FORMAT_VERSION = 3;

    /**
     * The study in short.
     *
     * @param seeds the seeds run
     * @param numTrunks number of text trunks that were trained
     * @param disclosures what is outside the mixture's budget, and which recipes include it
     * @param smoke whether its budget is a smoke test, whose scores say nothing
     */
    public record StudyDescription(
            String name,
            String question,
            String file,
            List<Long> seeds,
            int numTrunks,
            List<String> disclosures,
            boolean smoke) {}

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

    /**
     * What the study found.
     *
     * @param method how intervals and verdicts are computed, by name: everything that a recomputation needs beside the
     *     item records
     */
    public record Findings(
            Recommendation recommendation, List<Effect> effects, List<String> caveats, Map<String, String> method) {}

    /**
     * The recommended recipe and how certain the recommendation is.
     *
     * @param recipe id; empty while none is recommended
     * @param leading id of the recipe that did best on the items that choose, recommended or not; empty while no models
     *     can be compared
     * @param status whether there is a recommendation, and why not
     * @param objective in words
     * @param score the objective of the leading recipe on the reported items, with a 95 % interval that holds although
     *     it was chosen for being high
     * @param indistinguishable ids of recipes that the recommended one cannot be told apart from
     * @param text the recommendation in words, a few sentences, or why there is none
     * @param leads of the leading recipe over every other that was compared
     */
    public record Recommendation(
            String recipe,
            String leading,
            Status status,
            String objective,
            Interval score,
            List<String> indistinguishable,
            String text,
            List<Lead> leads) {
        /** Whether there is a recommendation, and why not. */
        public enum Status {
            MADE,
            /** Fewer than half of the recipes are evaluated under every seed. */
            UNFINISHED,
            /** One seed does not show how far seeds differ. */
            ONE_SEED,
            /** The study's budget is a smoke test. */
            SMOKE,
            /** The best recipe is not shown to be above chance. */
            AT_CHANCE
        }

        /** Whether there is one. */
        @JsonIgnore
        public boolean isMade() {
            return status == Status.MADE;
        }
    }

    /**
     * How far the leading recipe is above another by the study's objective, paired over items and seeds.
     *
     * @param difference with an interval such that those of all pairs of recipes hold the truth together in 95 % of
     *     studies, so that it leaves out 0 exactly when {@code pValue} is below .05; with one seed the interval of this
     *     one comparison over items alone
     * @param pValue corrected for all pairs of recipes; NaN with one seed
     * @param seeds that would tell the two apart; unknown where they are told apart
     */
    public record Lead(String over, Interval difference, double pValue, SeedRange seeds) {
        /** The nearest recipe first, whichever of the two is above. */
        public static final Comparator<Lead> BY_DISTANCE =
                Comparator.comparingDouble(lead -> Math.abs(lead.difference().estimate()));
    }

    /**
     * How many seeds in all would tell two recipes apart with a probability of 80 %, if the true difference is in the
     * 50 % interval of the one that is seen: a help for planning, no verdict.
     *
     * @param low if the difference is at the upper end of that interval; 0 if unknown
     * @param high if it is at the lower end; 0 if unknown
     */
    public record SeedRange(int low, int high) {
        /** Cannot be said. */
        public static final SeedRange UNKNOWN = new SeedRange(0, 0);

        @JsonIgnore
        public boolean isKnown() {
            return low > 0;
        }

        /** Such as "5 to 12 seeds". */
        public String inWords() {
            if (!isKnown()) {
                return "cannot say";
            }
            return (low == high ? "about " + low : low + " to " + high) + " seeds";
        }
    }

    /**
     * One axis value against the recipe it is varied around, paired over items and seeds.
     *
     * @param difference with an interval such that those of all effects hold the truth together in 95 % of studies;
     *     with one seed the interval of this one effect over items alone
     * @param pValue corrected for the number of effects; NaN with one seed
     * @param claim what the paper says about it; empty where that is not known
     */
    public record Effect(
            String axis,
            String baseline,
            String compared,
            String aggregate,
            Interval difference,
            double pValue,
            String claim) {}

    /**
     * What it cost and where it came from.
     *
     * @param secondsWithoutSharing had no two models shared a stage; the data are prepared once in either case
     */
    public record Account(
            List<StageCost> stages,
            double secondsRun,
            double secondsWithoutSharing,
            StudyScale scale,
            Map<String, String> provenance,
            List<SampleItem> samples) {}

    /**
     * How large the study's models and budgets are. A count is 0 while it is not known.
     *
     * @param decoderParameters of the default recipe, embeddings included
     * @param imageEncoderParameters of the default recipe; 0 as well where it has no encoder
     * @param textTokens budget of the default recipe's trunk, up to its branch point
     * @param mixtureTokens budget of its stages after that whose budget is in tokens
     * @param textLoss what a loss on held-out text is to be read against
     */
    public record StudyScale(
            long decoderParameters,
            long imageEncoderParameters,
            long textTokens,
            long mixtureTokens,
            TextLossLevels textLoss) {
        /** Nothing is known. */
        public static final StudyScale UNKNOWN = new StudyScale(0, 0, 0, 0, new TextLossLevels(Double.NaN, Double.NaN));
    }

    /**
     * Losses in nats per token.
     *
     * @param uniform of a model that takes every token of the vocabulary for equally likely
     * @param trunk of the default recipe's trunk on its own training text at the branch point, mean over seeds; NaN
     *     without a trunk
     */
    public record TextLossLevels(double uniform, double trunk) {}

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
