package io.firstlight.worlds.quickstart.scene;

/** One of the four quadrants of a scene, each of {@link SceneImage#QUADRANT_PIXELS} squared. */
public enum Quadrant {
    TOP_LEFT("top-left", 0, 0),
    TOP_RIGHT("top-right", 1, 0),
    BOTTOM_LEFT("bottom-left", 0, 1),
    BOTTOM_RIGHT("bottom-right", 1, 1);

    private final String word;
    private final int column;
    private final int row;

    Quadrant(String word, int column, int row) {
        this.word = word;
        this.column = column;
        this.row = row;
    }

    /** Its name in captions and answers: one word, which is one token. */
    public String word() {
        return word;
    }

    /** 0 for left, 1 for right. */
    public int column() {
        return column;
    }

    /** 0 for top, 1 for bottom. */
    public int row() {
        return row;
    }

    /** The quadrant left or right of this one. */
    public Quadrant horizontalNeighbour() {
        return at(1 - column, row);
    }

    /** The quadrant above or below this one. */
    public Quadrant verticalNeighbour() {
        return at(column, 1 - row);
    }

    private static Quadrant at(int column, int row) {
        return values()[row * 2 + column];
    }
}
