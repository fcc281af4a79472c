/**
 * Looks at every sample of a data set before a study spends time on it. Start at
 * {@link io.firstlight.cli.verify.DatasetCheck}, the one class: a long walk over all kinds of sources, apart from the
 * command.
 */
package io.firstlight.cli.verify;
