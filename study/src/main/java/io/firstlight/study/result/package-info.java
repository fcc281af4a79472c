/**
 * What a report shows and a program reads: the content of {@code summary.json}. A package of its own so that a report
 * need not know how results are made.
 */
package io.firstlight.study.result;
