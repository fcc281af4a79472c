package io.firstlight.report.scores;

/** Whether a task looks at a picture. */
public enum Modality {
    VISION("visual", "Vision"),
    TEXT("text", "Text");

    private final String fileName;
    private final String title;

    Modality(String fileName, String title) {
        this.fileName = fileName;
        this.title = title;
    }

    /** Its name in the results. */
    public String fileName() {
        return fileName;
    }

    public String title() {
        return title;
    }
}
