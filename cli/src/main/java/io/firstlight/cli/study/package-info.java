/**
 * A study as the command line runs it: from a file and options to a plan, a run, and results. Start at
 * {@link io.firstlight.cli.study.StudySession}.
 */
package io.firstlight.cli.study;
