package io.firstlight.study.training;

import io.firstlight.core.key.StageKey;
import io.firstlight.core.progress.Progress;
import java.nio.file.Path;

/**
 * What a training stage needs beside its settings: where it works and how it reports progress.
 *
 * @param label of the stage, for people
 * @param key of the stage, which its checkpoints carry
 * @param work for checkpoints
 * @param output for the result
 */
public record TrainingContext(String label, StageKey key, Path work, Path output, Progress progress) {}
