/** Randomness as a function of (seed, purpose, position), never of order, threads or restarts. */
package io.firstlight.core.random;
