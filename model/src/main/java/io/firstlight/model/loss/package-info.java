/**
 * Losses that never hold [tokens, vocabulary] whole. A package of its own because training and the validation loss of
 * an evaluation both use it.
 */
package io.firstlight.model.loss;
