/** Losses that never hold [tokens, vocabulary] whole. */
package io.firstlight.model.loss;
