/** Checkpoints of a running stage: complete or not there, verified when read. */
package io.firstlight.train.checkpoint;
