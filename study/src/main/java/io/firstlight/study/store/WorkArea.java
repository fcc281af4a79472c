package io.firstlight.study.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * An unfinished stage's directories; they survive a kill.
 *
 * @param root {@code STORE/work/KEY}
 */
public record WorkArea(Path root) {
    private static final String SECONDS = "seconds";

    static WorkArea open(Path root) throws IOException {
        WorkArea area = new WorkArea(root);
        Files.createDirectories(area.work());
        Files.createDirectories(area.output());
        return area;
    }

    /** For the body's own checkpoints. */
    public Path work() {
        return root.resolve("work");
    }

    /** What becomes the finished stage. */
    public Path output() {
        return root.resolve("output");
    }

    /** Seconds spent on the stage so far, over all attempts; 0 when it was never begun. */
    public double seconds() throws IOException {
        Path file = root.resolve(SECONDS);
        if (!Files.isRegularFile(file)) {
            return 0;
        }
        try {
            return Double.parseDouble(Files.readString(file).strip());
        } catch (NumberFormatException e) {
            // Written without a sync, so a power cut can empty it; the count starts again.
            return 0;
        }
    }

    /** Notes the seconds spent so far. Not synced: it is called every few seconds and worth little. */
    public void noteSeconds(double seconds) throws IOException {
        Path partial = root.resolve(SECONDS + ".partial");
        Files.write(partial, Double.toString(seconds).getBytes(StandardCharsets.UTF_8));
        Files.move(partial, root.resolve(SECONDS), StandardCopyOption.ATOMIC_MOVE);
    }
}
