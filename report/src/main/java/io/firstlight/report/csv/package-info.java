/** The results as a flat table for other programs. Start at {@link io.firstlight.report.csv.ResultsCsv}. */
package io.firstlight.report.csv;
