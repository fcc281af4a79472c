/**
 * AdamW over flat parameter groups. Its arithmetic lies in {@code tensor.kernel}; a second optimizer would stand beside
 * it.
 */
package io.firstlight.train.optimizer;
