/** The vision-language model: start with {@link io.firstlight.model.vlm.VisionLanguageModel#hiddenStates}. */
package io.firstlight.model.vlm;
