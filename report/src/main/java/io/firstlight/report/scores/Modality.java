package io.firstlight.report.scores;

/** Whether a task looks at an image. */
public enum Modality {
    VISION("visual", "Vision"),
    TEXT("text", "Text");

    private final String serializedName;
    private final String title;

    Modality(String serializedName, String title) {
        this.serializedName = serializedName;
        this.title = title;
    }

    /** Its name in the results. */
    public String serializedName() {
        return serializedName;
    }

    public String title() {
        return title;
    }
}
