/**
 * Questions about a study's results, answered once for page and terminal. Start at
 * {@link io.firstlight.report.scores.Scores}.
 */
package io.firstlight.report.scores;
