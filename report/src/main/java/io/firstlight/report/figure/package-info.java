/**
 * The charts of the page: which recipes stand on which axis, which curves are one and the same, and the data that the
 * page's script draws. Start at {@link io.firstlight.report.figure.ScoreFigures}.
 */
package io.firstlight.report.figure;
