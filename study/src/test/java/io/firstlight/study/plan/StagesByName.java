package io.firstlight.study.plan;

import io.firstlight.study.stage.Stage;
import java.util.Optional;

/** Finds stages of a plan for tests. */
public final class StagesByName {
    private StagesByName() {}

    /** The stage of this name that {@code run} needs; for a trunk the last segment. */
    public static Optional<Stage> of(StagePlan plan, RecipeRun run, String name) {
        return run.stages().stream()
                .map(plan::stage)
                .filter(stage -> stage.name().equals(name))
                .reduce((first, last) -> last);
    }
}
