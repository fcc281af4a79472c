/** Numbers as words: one way to write a score, an interval, a count of tokens and a duration. Never prints NaN. */
package io.firstlight.report.format;
