package io.firstlight.data.pack;

import io.firstlight.data.sample.Sample;
import java.util.List;

/** What one row of a batch holds, from left to right. */
public record PackedRow(List<Piece> pieces) {
    public PackedRow {
        pieces = List.copyOf(pieces);
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("a row holds at least one document");
        }
    }

    /** A row that holds one whole sample. */
    public static PackedRow of(String source, Sample sample) {
        return new PackedRow(List.of(Piece.whole(source, sample)));
    }

    /** Positions used. */
    public int length() {
        int length = 0;
        for (Piece piece : pieces) {
            length += piece.length();
        }
        return length;
    }
}
