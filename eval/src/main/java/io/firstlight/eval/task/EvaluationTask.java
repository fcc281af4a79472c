package io.firstlight.eval.task;

import io.firstlight.eval.item.TaskModality;

/**
 * A kind of question.
 *
 * @param name also the name of its file: lower-case letters, digits, {@code -} and {@code _}
 * @param description one line for tables and reports
 * @param chance accuracy of guessing, in (0, 1); a centred score has its zero here
 * @param neighbourFloor whether its options are concepts that a nearest training crop can answer for
 */
public record EvaluationTask(
        String name, TaskModality modality, String description, double chance, boolean neighbourFloor) {
    public EvaluationTask {
        if (!name.matches("[a-z0-9][a-z0-9_-]*")) {
            throw new IllegalArgumentException("name is '" + name
                    + "'; a task is named in lower-case letters, digits, '-' and '_', because its file has that name");
        }
        if (!(chance > 0 && chance < 1)) {
            throw new IllegalArgumentException("chance is " + chance + "; it is an accuracy above 0 and below 1");
        }
        if (neighbourFloor && modality == TaskModality.TEXT) {
            throw new IllegalArgumentException("neighbourFloor is true, but a text task has no image to compare");
        }
    }

    public boolean isVisual() {
        return modality == TaskModality.VISUAL;
    }
}
