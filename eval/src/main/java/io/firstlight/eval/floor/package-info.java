/**
 * What an answer is worth without a language model: the nearest training image by pixels or by an encoder's features.
 * Such floors stand beside every score; start at {@link io.firstlight.eval.floor.NearestNeighbour}.
 */
package io.firstlight.eval.floor;
