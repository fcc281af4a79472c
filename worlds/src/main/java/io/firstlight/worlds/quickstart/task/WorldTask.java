package io.firstlight.worlds.quickstart.task;

/** The tasks, each with its modality, number of options and description. */
public enum WorldTask {
    NAMING("naming", true, 4, true, "name a drawing by a held-out artist; the other options are of other groups"),
    NAMING_SAME_SUBGROUP("naming_same_subgroup", true, 4, true, "name a drawing; all options are of the same group"),
    CATEGORY("category", true, 4, false, "say what kind of thing is drawn"),
    /** Serialised as "colour", a spelling that names files and seeds random draws: another would change the items. */
    COLOR("colour", true, 4, false, "say the color of a drawing"),
    PRESENCE("presence", true, 2, false, "say whether a thing is in a scene; when it is not, one of its group is"),
    COUNTING("counting", true, 4, false, "count the things in a scene, one to four"),
    RELATION("relation", true, 4, false, "say which thing is left of, right of, above or below another"),
    READING("reading", true, 4, true, "read a drawn word; all options have as many letters"),
    LOCATION("location", true, 4, false, "say in which quarter of a scene a thing is"),
    IS_A(
            "is_a",
            false,
            4,
            false,
            "say what kind of thing a word means; the fact is stated in the text, never asked in training"),
    WORD_FOR_GLOSS(
            "word_for_gloss",
            false,
            4,
            false,
            "find the word for a definition that is stated in the text, never asked"),
    CLOZE("cloze", false, 4, false, "complete a definition that is stated in the text, never asked");

    private final String serializedName;
    private final boolean visual;
    private final int numOptions;
    private final boolean neighbourFloor;
    private final String description;

    WorldTask(String serializedName, boolean visual, int numOptions, boolean neighbourFloor, String description) {
        this.serializedName = serializedName;
        this.visual = visual;
        this.numOptions = numOptions;
        this.neighbourFloor = neighbourFloor;
        this.description = description;
    }

    /** The name in file names, ids and seeds. */
    public String serializedName() {
        return serializedName;
    }

    /** Whether its items have an image. */
    public boolean visual() {
        return visual;
    }

    /** The score of uniform guessing. */
    public double chance() {
        return 1.0 / numOptions;
    }

    /** Whether the nearest training image can answer, so that its score is reported as a floor. */
    public boolean neighbourFloor() {
        return neighbourFloor;
    }

    /** One line for reports. */
    public String description() {
        return description;
    }
}
