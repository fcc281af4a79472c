/**
 * Which source gives the next row and the next sample, so that shares hold at every moment, counted in tokens. Start at
 * {@link io.firstlight.data.mixture.Mixture}.
 */
package io.firstlight.data.mixture;
