/**
 * Text to token ids and back, by a Hugging Face {@code tokenizer.json}. Start at
 * {@link io.firstlight.data.tokenize.TextTokenizer}.
 */
package io.firstlight.data.tokenize;
