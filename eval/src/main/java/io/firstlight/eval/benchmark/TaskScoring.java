package io.firstlight.eval.benchmark;

import io.firstlight.eval.answer.AnswerMethod;
import io.firstlight.eval.answer.AnswerMethods;
import io.firstlight.eval.metric.Metric;
import io.firstlight.eval.metric.Metrics;

/**
 * How the items of a task are answered, and what an answer is worth.
 *
 * @param answerMethod one of {@link AnswerMethods}
 * @param metric one of {@link Metrics}; chance is its chance, item by item
 */
public record TaskScoring(AnswerMethod answerMethod, Metric metric) {
    /** Multiple choice by likelihood, scored by accuracy: what a task is that says nothing else. */
    public static final TaskScoring MULTIPLE_CHOICE = named("options", "choice");

    /**
     * The scoring by an answer method and a metric, both by name.
     *
     * @throws IllegalArgumentException if there is no such answer method or metric, naming those there are
     */
    public static TaskScoring named(String answerMethod, String metric) {
        return new TaskScoring(AnswerMethods.named(answerMethod), Metrics.named(metric));
    }
}
