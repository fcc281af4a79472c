package io.firstlight.study.training;

import io.firstlight.core.progress.Progress;
import java.nio.file.Path;

/**
 * Where a training stage works.
 *
 * @param label of the stage, for people
 * @param work for checkpoints
 * @param output for the result
 */
public record TrainingPlace(String label, Path work, Path output, Progress progress) {}
