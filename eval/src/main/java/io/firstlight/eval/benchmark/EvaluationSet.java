package io.firstlight.eval.benchmark;

import io.firstlight.core.error.UserException;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The tasks of a data set with their items, in the order of the files. Immutable. */
public final class EvaluationSet {
    private final Map<String, EvaluationTask> tasks = new LinkedHashMap<>();
    private final Map<String, List<EvaluationItem>> items = new LinkedHashMap<>();

    /**
     * A set of tasks and items, checked.
     *
     * @param tasks in the order of reports
     * @param items in any order; every task needs at least one on the reported split
     * @throws UserException if a task has no reported item or does not exist, or two have one name
     */
    public EvaluationSet(List<EvaluationTask> tasks, List<EvaluationItem> items) {
        for (EvaluationTask task : tasks) {
            if (this.tasks.put(task.name(), task) != null) {
                throw new UserException("two tasks are named '" + task.name() + "'; give one another name");
            }
        }
        Map<String, List<EvaluationItem>> byTask = items.stream().collect(Collectors.groupingBy(EvaluationItem::task));
        for (String name : byTask.keySet()) {
            task(name);
        }
        for (EvaluationTask task : tasks) {
            List<EvaluationItem> own = List.copyOf(byTask.getOrDefault(task.name(), List.of()));
            if (own.stream().noneMatch(item -> item.split() == Split.REPORTED)) {
                throw new UserException(
                        "task '" + task.name() + "' has no item with split 'reported'; scores are reported on those");
            }
            this.items.put(task.name(), own);
        }
    }

    /**
     * Reads the tasks of a benchmark and their items.
     *
     * @param tasksFile lists the tasks; the items of a task lie beside it in {@code TASK.jsonl}
     * @param imageExists whether the evaluation archive has an image of that key
     * @throws UserException naming file and line of whatever is wrong
     */
    public static EvaluationSet load(Path tasksFile, Predicate<String> imageExists) {
        EvaluationReader reader = new EvaluationReader(tasksFile);
        List<EvaluationTask> tasks = reader.tasks();
        List<EvaluationItem> items = new ArrayList<>();
        for (EvaluationTask task : tasks) {
            items.addAll(reader.items(task));
        }
        for (EvaluationItem item : items) {
            if (item.hasImage() && !imageExists.test(item.image())) {
                throw new UserException(tasksFile.resolveSibling(item.task() + ".jsonl") + ": item '" + item.id()
                        + "' shows image '" + item.image() + "', which the evaluation archive does not have");
            }
        }
        return new EvaluationSet(tasks, items);
    }

    /**
     * The same tasks under other names.
     *
     * @param name of a task, by its name here
     * @param imageSet name of the set that has the images, or empty
     */
    public EvaluationSet renamed(UnaryOperator<String> name, String imageSet) {
        return new EvaluationSet(
                tasks().stream()
                        .map(task -> task.named(name.apply(task.name())))
                        .toList(),
                items().stream()
                        .map(item -> item.in(name.apply(item.task()), imageSet))
                        .toList());
    }

    /** The tasks of several sets, whose names differ, one set after the other. */
    public static EvaluationSet of(List<EvaluationSet> sets) {
        return new EvaluationSet(
                sets.stream().flatMap(set -> set.tasks().stream()).toList(),
                sets.stream().flatMap(set -> set.items().stream()).toList());
    }

    public List<EvaluationTask> tasks() {
        return List.copyOf(tasks.values());
    }

    /**
     * The task with this name.
     *
     * @throws UserException if there is no such task
     */
    public EvaluationTask task(String name) {
        EvaluationTask task = tasks.get(name);
        if (task == null) {
            throw new UserException("there is no task '" + name + "'; the data set has " + tasks.keySet());
        }
        return task;
    }

    /** All items, task by task. */
    public List<EvaluationItem> items() {
        return items.values().stream().flatMap(List::stream).toList();
    }

    /** All items of a task, both splits. */
    public List<EvaluationItem> items(String task) {
        return items.get(task(task).name());
    }

    public List<EvaluationItem> items(String task, Split split) {
        return items(task).stream().filter(item -> item.split() == split).toList();
    }

    /**
     * The expected score of guessing on a task's items of one split, in [0, 1): the mean over the items, which may
     * differ in their number of options.
     */
    public double chance(String task, Split split) {
        return chance(task(task), items(task, split));
    }

    static double chance(EvaluationTask task, List<EvaluationItem> items) {
        return items.stream()
                .mapToDouble(item -> task.scoring().metric().chance(item.question()))
                .average()
                .orElseThrow();
    }
}
