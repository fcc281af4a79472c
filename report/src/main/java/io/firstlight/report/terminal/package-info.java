/** The results in a terminal of 100 columns. Start at {@link io.firstlight.report.terminal.ResultsTable}. */
package io.firstlight.report.terminal;
