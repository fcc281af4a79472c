/**
 * Writes the files of a data set directory: image archives, JSON lines, tokenizer, catalog. Files are written in a
 * fixed order and without modification times, so equal content gives equal bytes.
 */
package io.firstlight.worlds.quickstart.write;
