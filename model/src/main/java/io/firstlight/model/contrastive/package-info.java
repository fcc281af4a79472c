/** Contrastive training of an image encoder. */
package io.firstlight.model.contrastive;
