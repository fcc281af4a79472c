/**
 * What is asked: tasks, their items and the files they come from ({@code evaluation/tasks.json} and one JSON-lines file
 * per task). Start at {@link io.firstlight.eval.task.EvaluationSet}, which holds only items that passed every check.
 */
package io.firstlight.eval.task;
