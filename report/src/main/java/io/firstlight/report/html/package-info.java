/** The report as one self-contained HTML file. Start at {@link io.firstlight.report.html.HtmlReport}. */
package io.firstlight.report.html;
