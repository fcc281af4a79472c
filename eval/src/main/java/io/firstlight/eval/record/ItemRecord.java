package io.firstlight.eval.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.firstlight.data.sample.Segment;
import io.firstlight.eval.answer.AnswerMethod;
import io.firstlight.eval.answer.AnswerMethods;
import io.firstlight.eval.answer.AskedItem;
import io.firstlight.eval.answer.GoldProbability;
import io.firstlight.eval.answer.Response;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.item.Question;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.metric.Metric;
import io.firstlight.eval.metric.Metrics;
import io.firstlight.eval.score.Condition;
import java.util.List;

/**
 * What one model was asked in one item, what came out, and what that is worth: a line of {@code items.jsonl}. Every
 * score of a report is recomputed from such lines, and every line's scores from the line itself ({@link #check}).
 *
 * @param formatVersion of this line
 * @param output what came out
 */
public record ItemRecord(int formatVersion, Identity item, Input input, Response output, Scores scores) {
    public static final int FORMAT_VERSION = 2;

    /**
     * Which item.
     *
     * @param id unique in its task
     * @param cluster items of one cluster are not independent of each other: key of the image they show, or task and id
     *     of an item without one
     */
    public record Identity(String task, String id, Split split, String cluster) {
        public Identity {
            requireAll("item.task", task, "item.id", id, "item.split", split, "item.cluster", cluster);
        }
    }

    /**
     * What went in.
     *
     * @param images keys of the images that the model was shown, which in some conditions are not the item's own
     * @param prompt the text that was put into tokens, template included
     * @param options what could be chosen, empty for an open question
     * @param accepted the right answers
     */
    public record Input(
            Condition condition, List<String> images, String prompt, List<String> options, List<String> accepted) {
        public Input {
            requireAll(
                    "input.condition",
                    condition,
                    "input.images",
                    images,
                    "input.prompt",
                    prompt,
                    "input.options",
                    options,
                    "input.accepted",
                    accepted);
            images = List.copyOf(images);
            options = List.copyOf(options);
            accepted = List.copyOf(accepted);
        }
    }

    /**
     * What it is worth.
     *
     * @param method how and by what the answer was found and judged
     * @param score of the metric, from 0 to 1
     * @param chance the metric's score of guessing on this item
     */
    public record Scores(Method method, double score, double chance, GoldProbability goldProbability) {
        public Scores {
            requireAll("scores.method", method, "scores.goldProbability", goldProbability);
            if (!(score >= 0 && score <= 1 && chance >= 0 && chance < 1)) {
                throw new IllegalArgumentException("score is " + score + " and chance " + chance
                        + "; a score is from 0 to 1, chance from 0 to below 1");
            }
        }
    }

    /**
     * How the task is answered and scored.
     *
     * @param answer name of an {@link io.firstlight.eval.answer.AnswerMethod}
     * @param metric name of a {@link io.firstlight.eval.metric.Metric}
     */
    public record Method(String answer, String metric) {
        public Method {
            requireAll("method.answer", answer, "method.metric", metric);
        }
    }

    public ItemRecord {
        requireAll("item", item, "input", input, "output", output, "scores", scores);
    }

    /**
     * The record of a response.
     *
     * @param prompt as the model was fed it, as text
     */
    public static ItemRecord of(
            EvaluationTask task, AskedItem asked, Condition condition, String prompt, Response response) {
        Question question = asked.item().question();
        return new ItemRecord(
                FORMAT_VERSION,
                new Identity(
                        task.name(),
                        asked.item().id(),
                        asked.item().split(),
                        asked.item().cluster()),
                new Input(
                        condition,
                        asked.images().stream().map(Segment.Image::key).toList(),
                        prompt,
                        question.options(),
                        question.accepted()),
                response,
                scores(task.scoring().answerMethod(), task.scoring().metric(), question, response));
    }

    /**
     * Recomputes the scores from what came out.
     *
     * @throws IllegalArgumentException saying what contradicts what: the line was damaged or edited
     */
    public void check() {
        Question question = new Question(input.prompt().strip(), input.options(), input.accepted());
        AnswerMethod answer = AnswerMethods.named(scores.method().answer());
        answer.check(question, output);
        Scores recomputed = scores(answer, Metrics.named(scores.method().metric()), question, output);
        if (!recomputed.equals(scores)) {
            throw new IllegalArgumentException("scores are " + scores + ", but recomputed " + recomputed);
        }
    }

    /** The metric's score, from 0 to 1. */
    @JsonIgnore
    public double score() {
        return scores.score();
    }

    private static Scores scores(AnswerMethod answer, Metric metric, Question question, Response response) {
        return new Scores(
                new Method(answer.name(), metric.name()),
                metric.score(question, response),
                metric.chance(question),
                answer.goldProbability(question, response));
    }

    /**
     * Requires that no field of a record is absent.
     *
     * @param namesAndValues name and value of each field in turn
     */
    private static void requireAll(Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] == null) {
                throw new IllegalArgumentException(namesAndValues[i] + " is missing");
            }
        }
    }
}
