/**
 * Contrastive training of an image encoder. A package of its own because it joins an encoder with a text tower that no
 * other model has.
 */
package io.firstlight.model.contrastive;
