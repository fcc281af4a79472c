/**
 * What came out: one {@link io.firstlight.eval.record.ItemRecord} per item and condition, from which every number of a
 * report is recomputed, and {@link io.firstlight.eval.record.TaskSummary} as the first means.
 */
package io.firstlight.eval.record;
