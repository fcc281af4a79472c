package io.firstlight.study.stage;

import io.firstlight.core.progress.Progress;
import io.firstlight.study.training.StageData;
import io.firstlight.tensor.device.Placement;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * All that a stage's body may use.
 *
 * @param stage what to do
 * @param directories where to read and write
 * @param progress how to tell how far it is
 * @param numThreads threads the body may compute with
 * @param placement where and how precisely models compute; never changes what a stage is
 */
public record StageContext(
        Stage stage, Directories directories, Progress progress, int numThreads, Placement placement) {
    /**
     * Directories of a stage.
     *
     * @param work for the body's own checkpoints; survives a kill and is deleted when the stage is finished
     * @param output becomes the finished stage's directory; survives a kill
     * @param inputs directories of finished inputs (for a user's data set the user's own), which the body must not
     *     change
     */
    public record Directories(Path work, Path output, Map<StageRole, Path> inputs) {
        public Directories {
            inputs = Map.copyOf(inputs);
        }
    }

    public Path workDirectory() {
        return directories.work();
    }

    public Path outputDirectory() {
        return directories.output();
    }

    /** The directory of the input with this role. */
    public Path input(StageRole role) {
        Path directory = directories.inputs().get(role);
        if (directory == null) {
            throw new IllegalArgumentException("stage '" + stage.label() + "' has no input " + role + "; it has "
                    + directories.inputs().keySet());
        }
        return directory;
    }

    /** The data set, with the features of its images where the stage reads them. */
    StageData openData() {
        return StageData.open(
                input(StageRole.DATA),
                stage.reads(StageRole.FEATURES) ? Optional.of(input(StageRole.FEATURES)) : Optional.empty());
    }
}
