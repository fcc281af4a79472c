/** The training loop: start with {@link io.firstlight.train.loop.Trainer}. */
package io.firstlight.train.loop;
