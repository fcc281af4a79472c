package io.firstlight.data.batch;

import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.PackedTokens;

/** One batch: packed rows [B, T], the images among them, and where it came from. */
public record TrainingBatch(PackedTokens tokens, ImageInputs images, BatchRecord record) {}
