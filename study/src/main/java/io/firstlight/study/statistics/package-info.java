/**
 * How sure a study is: intervals over items and seeds, paired comparisons, correction for their number, and the rule
 * for which tasks count. Everything starts from a {@link io.firstlight.study.statistics.ScoreTable} of single answers.
 */
package io.firstlight.study.statistics;
