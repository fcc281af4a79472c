/** What a report shows and a program reads: the content of {@code summary.json}. */
package io.firstlight.study.result;
