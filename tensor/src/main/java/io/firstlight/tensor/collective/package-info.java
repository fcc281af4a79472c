/** Sums over the ranks that train one model: start with {@link io.firstlight.tensor.collective.Collective}. */
package io.firstlight.tensor.collective;
