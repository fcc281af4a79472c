package io.firstlight.data.catalog;

import io.firstlight.data.store.ShardFiles;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A named set of evaluation tasks.
 *
 * @param name unique among the benchmarks of its catalog
 * @param tasks the file that lists the tasks; the items of a task lie beside it
 * @param images where the images of its items lie, if they have any
 */
public record BenchmarkEntry(String name, Path tasks, Optional<ShardFiles> images) {}
