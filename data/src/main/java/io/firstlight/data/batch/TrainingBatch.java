package io.firstlight.data.batch;

import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.core.sequence.VisualContent;

/** One batch: packed rows [B, T], what fills their visual positions, and where it came from. */
public record TrainingBatch(PackedTokens tokens, VisualContent visual, BatchRecord record) {}
