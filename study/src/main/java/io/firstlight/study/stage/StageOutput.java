package io.firstlight.study.stage;

import io.firstlight.core.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Keeps a stage's output directory to what the stage itself writes: an unfinished stage's directory lies on disk for
 * days, and whatever else got into it must not become part of the result.
 */
final class StageOutput {
    private StageOutput() {}

    /** Before the body: only what it goes on with stays. */
    static void prepare(StageContext context) throws IOException {
        StageSpec spec = context.stage().spec();
        for (Path file : files(context, path -> !spec.isResumed(path))) {
            Files.delete(file);
        }
    }

    /** After the body: what it did not declare goes, and is named. */
    static void dropUndeclared(StageContext context) throws IOException {
        StageSpec spec = context.stage().spec();
        for (Path file : files(context, path -> !spec.isOutput(path))) {
            if (!file.toString().endsWith(AtomicFiles.PARTIAL)) {
                context.progress()
                        .message(context.stage().label() + ": " + file
                                + " was not written by this stage and is left out of its result.");
            }
            Files.delete(file);
        }
    }

    /** The files whose path, relative to the output directory and with forward slashes, {@code which} accepts. */
    private static List<Path> files(StageContext context, Predicate<String> which) throws IOException {
        Path directory = context.outputDirectory();
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> !Files.isDirectory(path))
                    .filter(path ->
                            which.test(directory.relativize(path).toString().replace('\\', '/')))
                    .toList();
        }
    }
}
