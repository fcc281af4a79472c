/** AdamW over flat parameter groups. */
package io.firstlight.train.optimizer;
