/** The speed of training steps, against the machine's own limit. A package for each benchmark. */
package io.firstlight.bench.train;
