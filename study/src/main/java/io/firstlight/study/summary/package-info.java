/**
 * From finished stages to the results of a study: scores with their floors and intervals, findings, costs, sample
 * items, and the files they are written to. Reads results only. Start at
 * {@link io.firstlight.study.summary.StudyResultsBuilder}.
 */
package io.firstlight.study.summary;
