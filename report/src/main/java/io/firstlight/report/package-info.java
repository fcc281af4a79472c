/**
 * What people see of a finished study, made from {@link io.firstlight.study.result.StudyResults} alone. Start at
 * {@link io.firstlight.report.html.HtmlReport} (the page) and {@link io.firstlight.report.terminal.ResultsTable} (the
 * terminal). {@code scores} answers questions about the results, {@code view} says what the page shows, {@code figure}
 * what its charts draw; the templates are in {@code src/main/jte}, the style and the script among the resources.
 */
package io.firstlight.report;
