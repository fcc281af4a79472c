package io.firstlight.data.catalog;

import io.firstlight.data.tokenize.SpecialTokens;
import java.nio.file.Path;

/**
 * Which tokenizer the texts are encoded with.
 *
 * @param file a Hugging Face {@code tokenizer.json}
 * @param specialTokens its tokens that have a role
 */
public record TokenizerEntry(Path file, SpecialTokens specialTokens) {}
