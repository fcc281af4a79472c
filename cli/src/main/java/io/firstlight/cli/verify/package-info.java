/**
 * Looks at every sample of a data set before a study spends time on it. Start at
 * {@link io.firstlight.cli.verify.DatasetCheck}.
 */
package io.firstlight.cli.verify;
