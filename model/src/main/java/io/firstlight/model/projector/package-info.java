/** From image features to decoder inputs. */
package io.firstlight.model.projector;
