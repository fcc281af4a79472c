package io.firstlight.study.training;

import io.firstlight.core.error.UserException;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.sample.BadSampleException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the checks of one study's needs share: images that were decoded once need not be again. */
public final class DataChecks {
    private final Progress progress;
    private final Set<Decoded> decoded = new HashSet<>();

    private record Decoded(String set, String key) {}

    public DataChecks(Progress progress) {
        this.progress = progress;
    }

    /** Says what will be done that may not be meant. */
    public void note(String note) {
        progress.message(note);
    }

    /**
     * Requires that images can be read, for a stage that can do without none of them.
     *
     * @param set source or benchmark whose images they are
     * @throws UserException naming the first image that cannot
     */
    public void requireImages(ImageArchive archive, String set, Collection<String> keys) {
        List<String> open =
                keys.stream().filter(key -> decoded.add(new Decoded(set, key))).toList();
        if (open.isEmpty()) {
            return;
        }
        try (Progress.Task task = progress.begin("checking images of " + set, open.size(), "images")) {
            for (int i = 0; i < open.size(); i++) {
                archive.image(open.get(i));
                task.update(i + 1L, "");
            }
        } catch (BadSampleException e) {
            throw new UserException(
                    "every image of '" + set + "' is needed, but " + e.getMessage() + ". Repair or remove it", e);
        }
    }
}
