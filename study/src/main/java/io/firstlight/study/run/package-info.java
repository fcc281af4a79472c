/**
 * Runs a plan: walks the graph with an executor, skips what the store already has, and tells how far it is. Start at
 * {@code StudyRunner}.
 */
package io.firstlight.study.run;
