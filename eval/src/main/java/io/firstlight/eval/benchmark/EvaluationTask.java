package io.firstlight.eval.benchmark;

import io.firstlight.eval.item.TaskModality;

/**
 * A kind of question: how it is answered, and what an answer is worth. Its items belong to it in an
 * {@link EvaluationSet}.
 *
 * @param name also the name of its file: lower-case letters, digits, {@code -} and {@code _}
 * @param description one line for tables and reports
 * @param neighbourFloor whether its options are concepts that a nearest training crop can answer for
 */
public record EvaluationTask(
        String name, TaskModality modality, String description, TaskScoring scoring, boolean neighbourFloor) {
    private static final String NAME = "[a-z0-9][a-z0-9_-]*";

    public EvaluationTask {
        // Two benchmarks may have a task of one name; before the dot stands the benchmark's.
        if (!name.matches(NAME + "(\\." + NAME + ")?")) {
            throw new IllegalArgumentException("name is '" + name
                    + "'; a task is named in lower-case letters, digits, '-' and '_', because its file has that name");
        }
        if (neighbourFloor && modality == TaskModality.TEXT) {
            throw new IllegalArgumentException("neighbourFloor is true, but a text task has no image to compare");
        }
    }

    /** The same task under another name. */
    public EvaluationTask named(String other) {
        return new EvaluationTask(other, modality, description, scoring, neighbourFloor);
    }

    public boolean isVisual() {
        return modality == TaskModality.VISUAL;
    }
}
