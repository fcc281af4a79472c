package io.firstlight.study.chain;

/**
 * A place in a stage where another goes on from it.
 *
 * @param stage name of the stage in its chain
 * @param percent of its budget, above 0: one of its checkpoints, or 100 for its end
 */
public record StagePoint(String stage, int percent) {
    public StagePoint {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("a stage has no result at " + percent + " % of its budget");
        }
    }

    /** The end of a stage. */
    public static StagePoint endOf(String stage) {
        return new StagePoint(stage, 100);
    }
}
