/** Decoders as OpenLM trains them: start with {@link io.firstlight.model.family.openlm.OpenLmConfig}. */
package io.firstlight.model.family.openlm;
