package io.firstlight.study.summary;

import io.firstlight.core.error.UserException;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.eval.score.Condition;
import io.firstlight.eval.task.EvaluationSet;
import io.firstlight.eval.task.EvaluationTask;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.recipe.Recipe;
import io.firstlight.study.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lines up every model's answers, item by item, as statistics need them. */
final class AnswerTables {
    private final FinishedRuns runs;
    private final EvaluationSet set;

    AnswerTables(FinishedRuns runs, EvaluationSet set) {
        this.runs = runs;
        this.set = set;
    }

    /** Answers with the image, or to text; of those tasks that have items on the split. Empty when none has. */
    Optional<ScoreTable> table(Split split) {
        List<ScoreTable.Task> tasks = new ArrayList<>();
        for (EvaluationTask task : set.tasks()) {
            List<EvaluationItem> items = set.items(task.name(), split);
            if (!items.isEmpty()) {
                tasks.add(new ScoreTable.Task(
                        task.name(), task.isVisual(), set.chance(task.name(), split), correct(task, split, items)));
            }
        }
        return tasks.isEmpty() ? Optional.empty() : Optional.of(new ScoreTable(tasks));
    }

    private boolean[][][] correct(EvaluationTask task, Split split, List<EvaluationItem> items) {
        AnswerGroup group = new AnswerGroup(task.name(), split, task.isVisual() ? Condition.IMAGE : Condition.TEXT);
        List<Recipe> recipes = runs.plan().recipes();
        boolean[][][] correct = new boolean[recipes.size()][][];
        for (int r = 0; r < correct.length; r++) {
            List<RecipeRun> models = runs.runs(recipes.get(r));
            correct[r] = new boolean[models.size()][];
            for (int s = 0; s < models.size(); s++) {
                correct[r][s] = correct(models.get(s), group, items);
            }
        }
        return correct;
    }

    private boolean[] correct(RecipeRun run, AnswerGroup group, List<EvaluationItem> items) {
        Map<String, ItemRecord> results = runs.answers(run).results().getOrDefault(group, Map.of());
        boolean[] correct = new boolean[items.size()];
        for (int i = 0; i < correct.length; i++) {
            ItemRecord result = results.get(items.get(i).id());
            if (result == null) {
                throw new UserException(runs.answers(run).itemsFile() + " has no answer to item '"
                        + items.get(i).id() + "' of task '" + group.task() + "' ("
                        + group.split().serializedName() + "); delete its directory and run the study again");
            }
            correct[i] = result.score() == 1;
        }
        return correct;
    }
}
