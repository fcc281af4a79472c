package io.firstlight.study.training;

/** Names of the files that stages leave and results are read from. */
public final class StageFiles {
    /** Learning rates and losses of a training stage, against tokens. */
    public static final String CURVES = "curves.json";
    /** Planned against realised tokens of a training stage. */
    public static final String TOKENS = "tokens.json";
    /** Scores of answering by the nearest training image: of encoded images, and copied into evaluations. */
    public static final String FLOORS = "floors.json";
    /** Loss of an evaluated model on held-out text. */
    public static final String VALIDATION = "validation.json";

    private StageFiles() {}
}
