package io.firstlight.report.view;

import io.firstlight.core.text.Quantities;
import io.firstlight.report.format.Intervals;
import io.firstlight.report.format.Numbers;
import io.firstlight.report.scores.Floor;
import io.firstlight.report.scores.MissingParts;
import io.firstlight.report.scores.Modality;
import io.firstlight.report.scores.Scores;
import io.firstlight.report.scores.TaskSet;
import io.firstlight.report.table.Strip;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.Lead;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.Recommendation;
import io.firstlight.study.result.StudyResults.Recommendation.Status;
import io.firstlight.study.result.StudyResults.SeedResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader in a hurry takes away: the question, the answer, and how sure it is. */
public record Hero(StudyQuestion question, Headline answer, List<Tile> tiles, Doubt doubt, List<String> facts) {
    /**
     * What the study asks.
     *
     * @param name name of the study
     */
    public record StudyQuestion(String name, String text, String file) {}

    /**
     * The answer in one line.
     *
     * @param heading heading that says whether it is final
     * @param objective empty if nothing was chosen
     */
    public record Headline(String heading, String label, String text, String objective) {}

    /**
     * One score of the recipe that did best.
     *
     * @param bounds its interval in words
     */
    public record Tile(String title, String value, String bounds, Strip strip, List<String> details) {}

    /**
     * How sure the answer is, or what it lacks.
     *
     * @param settled true when no other recipe ties
     * @param verdict one sentence
     * @param details further sentences
     * @param recipes those that tie, or those that are not evaluated yet
     */
    public record Doubt(String title, boolean settled, String verdict, List<String> details, List<Doubtful> recipes) {}

    /**
     * A recipe about which the answer is not settled.
     *
     * @param facts its scores with their intervals, or what it lacks, in words
     */
    public record Doubtful(String label, List<String> facts) {}

    static Hero of(Scores scores) {
        StudyResults results = scores.results();
        Recommendation recommendation = results.findings().recommendation();
        List<Tile> tiles = new ArrayList<>();
        scores.leading().ifPresent(recipe -> {
            for (Modality modality : Modality.values()) {
                if (!scores.tasks(modality, TaskSet.ALL).isEmpty()) {
                    tiles.add(tile(scores, recipe, modality));
                }
            }
        });
        return new Hero(
                new StudyQuestion(
                        results.study().name(),
                        results.study().question(),
                        results.study().file()),
                answer(scores, recommendation),
                tiles,
                doubt(scores, recommendation),
                facts(results));
    }

    private static Headline answer(Scores scores, Recommendation recommendation) {
        if (recommendation.isMade()) {
            return new Headline(
                    "Recommended recipe",
                    scores.label(recommendation.recipe()),
                    recommendation.text(),
                    recommendation.objective());
        }
        String heading = scores.results().study().smoke()
                ? "Smoke test: its scores say nothing"
                : recommendation.status() == Status.UNFINISHED ? "Results so far" : "Result";
        return new Headline(
                heading,
                recommendation.status() == Status.UNFINISHED ? "No recommendation yet" : "No recommendation",
                recommendation.text(),
                "");
    }

    private static Doubt doubt(Scores scores, Recommendation recommendation) {
        return switch (recommendation.status()) {
            case MADE -> rivals(scores, recommendation);
            case UNFINISHED -> missing(scores.results());
            case SMOKE -> none(scores, "A smoke test shows that everything runs, and no more.");
            case ONE_SEED -> none(scores, "One seed does not show how far models differ by luck.");
            case AT_CHANCE -> none(scores, "The best recipe is not shown to be above chance.");
        };
    }

    private static Doubt none(Scores scores, String why) {
        List<String> details = scores.leading()
                .map(recipe -> List.of("The scores beside are those of “" + recipe.label() + "”, which did best."))
                .orElse(List.of());
        return new Doubt("Why there is none", false, why, details, List.of());
    }

    private static Doubt missing(StudyResults results) {
        MissingParts missing = MissingParts.of(results.completeness());
        List<String> sentences = missing.sentences();
        return new Doubt(
                "What is missing",
                false,
                sentences.isEmpty() ? "" : sentences.get(0),
                sentences.isEmpty() ? List.of() : sentences.subList(1, sentences.size()),
                missing.models().stream()
                        .map(model -> new Doubtful(model.label(), List.of(model.what())))
                        .toList());
    }

    private static Tile tile(Scores scores, RecipeResult recipe, Modality modality) {
        TaskSet shown = TaskSet.ALL;
        Interval mean = scores.mean(recipe, modality, shown);
        List<Strip.Value> marks = new ArrayList<>();
        for (SeedResult seed : recipe.seeds()) {
            marks.add(new Strip.Value("seed", scores.seedMean(seed, modality, shown)));
        }
        List<String> details = new ArrayList<>();
        details.add("mean over all " + plural(scores.tasks(modality, shown).size(), "task"));
        addFloor(details, "image withheld", scores.meanFloor(recipe, modality, shown, Floor.WITHHELD));
        addFloor(details, "no text pre-training", scores.meanFloor(recipe, modality, shown, Floor.NO_TEXT));
        details.add("single seeds: "
                + String.join(
                        " · ",
                        recipe.seeds().stream()
                                .map(seed -> Numbers.score(scores.seedMean(seed, modality, shown)))
                                .toList()));
        marks.add(new Strip.Value("withheld", scores.meanFloor(recipe, modality, shown, Floor.WITHHELD)));
        marks.add(new Strip.Value("notext", scores.meanFloor(recipe, modality, shown, Floor.NO_TEXT)));
        String bounds =
                Intervals.hasBounds(mean) ? "95\u00a0% interval " + Numbers.scoreBounds(mean) : "no interval is known";
        return new Tile(
                modality.title() + " score",
                Numbers.score(mean.estimate()),
                bounds,
                RecipeTables.scale(scores, modality).strip(0, mean, marks),
                details);
    }

    private static void addFloor(List<String> details, String name, double value) {
        if (Double.isFinite(value)) {
            details.add(name + ": " + Numbers.score(value));
        }
    }

    private static Doubt rivals(Scores scores, Recommendation recommendation) {
        List<String> ids = recommendation.indistinguishable();
        List<Doubtful> rivals = ids.stream()
                .map(id -> new Doubtful(
                        scores.label(id),
                        scores.recipe(id)
                                .map(recipe -> scoresInWords(scores, recipe))
                                .orElse(List.of())))
                .toList();
        int numSeeds = scores.results().study().seeds().size();
        String verdict = ids.isEmpty()
                ? "No other recipe of this study ties with it."
                : "Cannot be told apart from " + plural(ids.size(), "other recipe") + " on " + plural(numSeeds, "seed")
                        + ".";
        String decide = recommendation.leads().stream()
                .filter(lead -> ids.contains(lead.over()))
                .min(Lead.BY_DISTANCE)
                .map(lead -> lead.seeds().isKnown()
                        ? "Telling it from the nearest would take "
                                + lead.seeds().inWords() + " in all, with a "
                                + "probability of 80 %, if the true difference is about what it seems."
                        : "How many seeds would tell it from the nearest, these results cannot say.")
                .orElse("");
        List<String> details = new ArrayList<>();
        if (!decide.isEmpty()) {
            details.add(decide);
        }
        MissingParts.of(scores.results().completeness())
                .models()
                .forEach(model -> details.add("Not compared: " + model.label() + " (" + model.what() + ")."));
        return new Doubt("How sure it is", ids.isEmpty(), verdict, details, rivals);
    }

    private static List<String> scoresInWords(Scores scores, RecipeResult recipe) {
        List<String> words = new ArrayList<>();
        for (Modality modality : Modality.values()) {
            if (!scores.tasks(modality, TaskSet.ALL).isEmpty()) {
                words.add(modality.title().toLowerCase(Locale.ROOT) + " "
                        + Numbers.scoreWithBounds(scores.mean(recipe, modality, TaskSet.ALL)));
            }
        }
        return words;
    }

    private static List<String> facts(StudyResults results) {
        List<String> facts = new ArrayList<>();
        facts.add(plural(results.recipes().size(), "recipe"));
        facts.add(plural(results.study().seeds().size(), "seed"));
        facts.add(plural(results.study().numTrunks(), "text trunk"));
        facts.add(plural(results.tasks().size(), "task"));
        long parameters = results.account().scale().decoderParameters();
        if (parameters > 0) {
            facts.add(Quantities.amount(parameters) + " parameters (the paper’s: about 1B)");
        }
        if (Double.isFinite(results.account().secondsRun())) {
            facts.add(Numbers.duration(results.account().secondsRun()) + " of computing");
        }
        return facts;
    }

    static String plural(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
