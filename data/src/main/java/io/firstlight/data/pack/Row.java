package io.firstlight.data.pack;

import java.util.List;

/** What stands in one row, from left to right. */
public record Row(List<Piece> pieces) {
    public Row {
        pieces = List.copyOf(pieces);
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("a row holds at least one document");
        }
    }

    /** Positions used. */
    public int length() {
        return pieces.stream().mapToInt(Piece::length).sum();
    }
}
