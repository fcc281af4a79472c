package io.firstlight.eval.item;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.benchmark.TaskScoring;
import java.util.List;

/** Short ways to make tasks and items in tests. */
public final class Items {
    private Items() {}

    public static EvaluationTask visualTask(String name) {
        return new EvaluationTask(name, TaskModality.VISUAL, "a test task", TaskScoring.MULTIPLE_CHOICE, true);
    }

    public static EvaluationTask textTask(String name) {
        return new EvaluationTask(name, TaskModality.TEXT, "a test task", TaskScoring.MULTIPLE_CHOICE, false);
    }

    public static EvaluationItem item(
            String task, Split split, String id, String image, int answer, String... options) {
        return new EvaluationItem(
                new EvaluationItem.Place(id, task, split),
                image,
                Question.choice("what is this?", List.of(options), answer),
                JsonNodeFactory.instance.objectNode());
    }
}
