/** Tables of the page and the small pictures of intervals in their cells, before they are HTML. */
package io.firstlight.report.table;
