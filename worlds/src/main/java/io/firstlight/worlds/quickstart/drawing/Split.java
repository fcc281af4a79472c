package io.firstlight.worlds.quickstart.drawing;

/** Where a drawing may be used. An artist is in one split as a whole, with all twin sets of the same drawings. */
public enum Split {
    /** In any training stage. */
    TRAINING("training"),
    /** Only in evaluation, to choose recipes and to tune the world. */
    SELECTION("selection"),
    /** Only in evaluation, only reported. */
    REPORTED("reported");

    private final String name;

    Split(String name) {
        this.name = name;
    }

    /** As in the evaluation files. */
    public String serializedName() {
        return name;
    }
}
