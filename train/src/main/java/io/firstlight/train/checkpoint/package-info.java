/**
 * Checkpoints of a running stage: complete or not there, verified when read. A package of its own because it knows
 * files and no training.
 */
package io.firstlight.train.checkpoint;
