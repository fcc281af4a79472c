/**
 * Benchmarks: their tasks, items and the files they come in ({@code tasks.json} and one JSON-lines file for each task).
 * Start at {@link io.firstlight.eval.benchmark.EvaluationSet}, which holds only items that passed every check.
 */
package io.firstlight.eval.benchmark;
