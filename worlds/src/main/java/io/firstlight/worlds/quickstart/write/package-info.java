/**
 * The files of a data set directory: image archives, JSON lines, tokenizer, head file. Everything is written in a fixed
 * order with fixed times, so equal content gives equal bytes.
 */
package io.firstlight.worlds.quickstart.write;
