/** The speed of training steps, against the machine's own limit. */
package io.firstlight.bench.train;
