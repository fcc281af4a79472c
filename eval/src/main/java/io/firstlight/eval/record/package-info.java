/**
 * What came out: one {@link io.firstlight.eval.record.ItemResult} per item and condition, from which every number of a
 * report is recomputed, and {@link io.firstlight.eval.record.TaskMetrics} as the first sums.
 */
package io.firstlight.eval.record;
