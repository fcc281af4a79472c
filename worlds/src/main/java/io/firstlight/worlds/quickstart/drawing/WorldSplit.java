package io.firstlight.worlds.quickstart.drawing;

/**
 * The part of the study that a drawing may be used in. An artist belongs to one split as a whole, together with all
 * sets of nearly the same drawings.
 */
public enum WorldSplit {
    /** Every training stage. */
    TRAINING("training"),
    /** Evaluation that chooses recipes and tunes the world. */
    SELECTION("selection"),
    /** Evaluation that is only reported. */
    REPORTED("reported");

    private final String serializedName;

    WorldSplit(String serializedName) {
        this.serializedName = serializedName;
    }

    /** The name in the evaluation files. */
    public String serializedName() {
        return serializedName;
    }
}
