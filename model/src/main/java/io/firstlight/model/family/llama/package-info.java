/** Decoders of the Llama family: start with {@link io.firstlight.model.family.llama.LlamaConfig}. */
package io.firstlight.model.family.llama;
