/** What answers are worth: every {@link io.firstlight.eval.metric.Metric} gives an item a score from 0 to 1. */
package io.firstlight.eval.metric;
