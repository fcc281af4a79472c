/** Tables of the page and the small images of intervals in their cells, before they are HTML. */
package io.firstlight.report.table;
