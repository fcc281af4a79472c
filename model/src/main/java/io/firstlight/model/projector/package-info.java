/** From image features to decoder inputs. One class today; other kinds of projector (linear, pixel shuffle) go here. */
package io.firstlight.model.projector;
