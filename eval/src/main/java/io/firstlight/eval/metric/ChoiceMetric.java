package io.firstlight.eval.metric;

import io.firstlight.eval.answer.Response;
import io.firstlight.eval.item.Question;

/** Accuracy of multiple choice: 1 for the right option, 0 for another one and for no single one. */
public record ChoiceMetric() implements Metric {
    @Override
    public String name() {
        return "choice";
    }

    @Override
    public double score(Question question, Response response) {
        return response.text().equals(question.answerText()) ? 1 : 0;
    }

    @Override
    public double chance(Question question) {
        if (question.options().isEmpty()) {
            throw new IllegalArgumentException(
                    "metric 'choice' is for questions with options; '" + question.prompt() + "' has none");
        }
        return 1.0 / question.options().size();
    }
}
