package io.firstlight.data.pack;

import io.firstlight.core.sequence.PackedTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lays rows out as arrays. Each position predicts the next token of its own document, if that token is a target: a
 * visual position never does, except the last one, which predicts the first text token. Padding stands at row ends
 * only.
 */
public final class Packer {
    private final PackedTokens.Layout layout;
    private final int[] tokenIds;
    private final int[] targets;
    private final boolean documentMask;
    private int numSlots;

    private Packer(int size, int visualTokens, boolean documentMask) {
        this.tokenIds = new int[size];
        this.targets = new int[size];
        this.layout = new PackedTokens.Layout(new int[size], new int[size], new int[visualTokens]);
        this.documentMask = documentMask;
        Arrays.fill(targets, PackedTokens.NO_TARGET);
        Arrays.fill(layout.documentIds(), PackedTokens.PADDING);
    }

    /**
     * @param columns the most positions a row may use; the result has as many as its longest row
     * @param documentMask if false, a row is one document: positions run through it and all its documents are number 0
     * @return [rows, longest row]
     */
    public static PackedTokens pack(List<Row> rows, int columns, boolean documentMask) {
        int used = rows.stream().mapToInt(Row::length).max().orElseThrow();
        if (used > columns) {
            throw new IllegalArgumentException(
                    "a row of " + used + " tokens does not fit into " + columns + " columns");
        }
        int visualTokens = rows.stream()
                .flatMap(row -> row.pieces().stream())
                .mapToInt(piece -> piece.sample().visualTokens())
                .sum();
        Packer packer = new Packer(rows.size() * used, visualTokens, documentMask);
        for (int r = 0; r < rows.size(); r++) {
            packer.layRow(rows.get(r), r * used);
        }
        return new PackedTokens(rows.size(), used, packer.tokenIds, packer.targets, packer.layout);
    }

    /** Keys of the images of {@code rows}, in the order of the visual slots. */
    public static List<String> images(List<Row> rows) {
        List<String> images = new ArrayList<>();
        for (Row row : rows) {
            for (Piece piece : row.pieces()) {
                if (piece.sample().visualTokens() > 0) {
                    images.add(piece.sample().image());
                }
            }
        }
        return images;
    }

    private void layRow(Row row, int start) {
        int at = start;
        for (int d = 0; d < row.pieces().size(); d++) {
            Piece piece = row.pieces().get(d);
            for (int i = 0; i < piece.length(); i++) {
                layout.documentIds()[at + i] = documentMask ? d : 0;
                layout.positions()[at + i] = documentMask ? i : at + i - start;
            }
            layPiece(piece, at);
            at += piece.length();
        }
    }

    private void layPiece(Piece piece, int start) {
        int visualTokens = piece.sample().visualTokens();
        int[] tokens = piece.sample().tokens();
        boolean[] target = piece.sample().target();
        int at = start;
        for (int i = piece.from(); i < piece.to(); i++) {
            tokenIds[at] = tokens[i];
            if (i == 0) {
                for (int v = 0; v < visualTokens; v++) {
                    layout.visualSlots()[numSlots++] = ++at;
                }
            }
            if (i + 1 < tokens.length && target[i + 1]) {
                targets[at] = tokens[i + 1];
            }
            at++;
        }
    }
}
