package io.firstlight.eval.run;

import io.firstlight.core.error.UserException;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.benchmark.TaskScoring;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.score.OptionQuery;
import io.firstlight.eval.score.PromptEncoder;
import io.firstlight.eval.score.ShuffledImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an evaluation would refuse of a set, and what it could not use, without a model: by making the very queries and
 * exchanged images that {@link Evaluation} makes.
 *
 * @param faults what would end the evaluation
 * @param notes what it does that may not be meant
 */
public record EvaluationCheck(List<Fault> faults, List<String> notes) {
    /**
     * An item, or a split of a task, that cannot be evaluated.
     *
     * @param item its id, or empty for the task
     */
    public record Fault(String task, String item, String reason) {
        /** The file of its items, and the item; a task may have the name of its benchmark before its own. */
        public String place(Path tasksFile) {
            return tasksFile.resolveSibling(task.substring(task.lastIndexOf('.') + 1) + ".jsonl")
                    + (item.isEmpty() ? "" : ", item '" + item + "'");
        }
    }

    public EvaluationCheck {
        faults = List.copyOf(faults);
        notes = List.copyOf(notes);
    }

    /** Checks every task of {@code set}, asked with {@code prompts}. */
    public static EvaluationCheck of(EvaluationSet set, PromptEncoder prompts) {
        List<Fault> faults = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (EvaluationTask task : set.tasks()) {
            int uneven = 0;
            for (EvaluationItem item : set.items(task.name())) {
                try {
                    uneven += isUneven(prompts.query(item, List.of())) ? 1 : 0;
                } catch (UserException e) {
                    faults.add(new Fault(task.name(), item.id(), e.getMessage()));
                }
            }
            exchangeImages(set, task, faults);
            if (set.items(task.name(), Split.SELECTION).isEmpty()) {
                notes.add(
                        "task '" + task.name() + "' has no selection items, so it takes no part in choosing a recipe");
            }
            if (uneven > 0 && task.scoring().equals(TaskScoring.MULTIPLE_CHOICE)) {
                notes.add("task '" + task.name() + "': the options of " + uneven + " of "
                        + set.items(task.name()).size() + " items have different numbers of tokens, and a sum over"
                        + " fewer of them is greater; answer: options_per_token or options_per_byte in its task"
                        + " compares means");
            }
        }
        return new EvaluationCheck(faults, notes);
    }

    private static boolean isUneven(OptionQuery query) {
        return Arrays.stream(query.options())
                        .mapToInt(option -> option.length)
                        .distinct()
                        .count()
                > 1;
    }

    private static void exchangeImages(EvaluationSet set, EvaluationTask task, List<Fault> faults) {
        if (!task.isVisual()) {
            return;
        }
        for (Split split : Split.values()) {
            try {
                ShuffledImages.require(set.items(task.name(), split));
            } catch (UserException e) {
                faults.add(new Fault(task.name(), "", e.getMessage()));
            }
        }
    }
}
