/**
 * What came out: one {@link io.firstlight.eval.result.ItemResult} per item and condition, from which every number of a
 * report is recomputed, and {@link io.firstlight.eval.result.TaskMetrics} as the first sums.
 */
package io.firstlight.eval.result;
