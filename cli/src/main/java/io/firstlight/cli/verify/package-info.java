/**
 * Looks at every sample of a data set before a study spends time on it. Start at
 * {@link io.firstlight.cli.verify.DatasetCheck}, which uses the stages' own checks.
 */
package io.firstlight.cli.verify;
