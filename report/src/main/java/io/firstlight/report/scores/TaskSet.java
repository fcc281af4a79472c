package io.firstlight.report.scores;

/** Over which tasks a mean goes. */
public enum TaskSet {
    STABLE("stable", "stable tasks"),
    ALL("all", "all tasks");

    private final String key;
    private final String title;

    TaskSet(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** Its name in the page's data. */
    public String key() {
        return key;
    }

    public String title() {
        return title;
    }
}
