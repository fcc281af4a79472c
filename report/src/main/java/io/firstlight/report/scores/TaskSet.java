package io.firstlight.report.scores;

/** Over which tasks a mean goes. */
public enum TaskSet {
    STABLE("stable"),
    ALL("all");

    private final String key;

    TaskSet(String key) {
        this.key = key;
    }

    /** Its name in the page's data. */
    public String key() {
        return key;
    }
}
