package io.firstlight.study.store;

import io.firstlight.study.cost.StageRecord;
import java.nio.file.Path;

/**
 * A stage whose result lies, checked, in the store.
 *
 * @param directory its files; never change them
 */
public record FinishedStage(StageRecord record, Path directory) {}
