package io.firstlight.eval.task;

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
    public EvaluationTask {
        if (!name.matches("[a-z0-9][a-z0-9_-]*")) {
            throw new IllegalArgumentException("name is '" + name
                    + "'; a task is named in lower-case letters, digits, '-' and '_', because its file has that name");
        }
        if (neighbourFloor && modality == TaskModality.TEXT) {
            throw new IllegalArgumentException("neighbourFloor is true, but a text task has no image to compare");
        }
    }

    public boolean isVisual() {
        return modality == TaskModality.VISUAL;
    }
}
