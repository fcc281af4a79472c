/**
 * What a stage has to do, before it runs: tokens, floating point operations, memory and disk, from shapes and from
 * counts of the data set ({@link io.firstlight.study.work.DataFacts}).
 */
package io.firstlight.study.work;
