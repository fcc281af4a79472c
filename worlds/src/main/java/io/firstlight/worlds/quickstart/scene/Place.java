package io.firstlight.worlds.quickstart.scene;

/** One quarter of a scene, which is also one tile of it. */
public enum Place {
    TOP_LEFT("top-left", 0, 0),
    TOP_RIGHT("top-right", 1, 0),
    BOTTOM_LEFT("bottom-left", 0, 1),
    BOTTOM_RIGHT("bottom-right", 1, 1);

    private final String word;
    private final int column;
    private final int row;

    Place(String word, int column, int row) {
        this.word = word;
        this.column = column;
        this.row = row;
    }

    /** The one word (one token) that captions and answers use. */
    public String word() {
        return word;
    }

    public int column() {
        return column;
    }

    public int row() {
        return row;
    }

    /** The quarter beside this one. */
    public Place across() {
        return at(1 - column, row);
    }

    /** The quarter above or below this one. */
    public Place overOrUnder() {
        return at(column, 1 - row);
    }

    private static Place at(int column, int row) {
        return values()[row * 2 + column];
    }
}
