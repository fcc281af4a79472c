package io.firstlight.report.terminal;

/** How a terminal shows a stretch of text; {@code PLAIN} shows none of it. */
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    CHOSEN("1;36"),
    WARNING("33");

    private static final String ESCAPE = "\u001b[";

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** The text in this style where {@code color} is on, and untouched where it is not. */
    String on(String text, boolean color) {
        return !color || code.isEmpty() || text.isBlank() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
    }
}
