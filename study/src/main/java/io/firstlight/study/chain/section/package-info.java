/**
 * The section {@code stages} of a study file, the general form: {@link io.firstlight.study.chain.section.StagesReader}
 * reads it into a {@link io.firstlight.study.chain.StageChain}, {@link io.firstlight.study.chain.section.StagesText}
 * writes a chain as such a section. Defaults of keys stand where the key is read, and nowhere else.
 */
package io.firstlight.study.chain.section;
