package io.firstlight.data.pack;

import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lays rows out as arrays, walking the segments of every sample. Each position predicts the next token of its own
 * document, if that token is a target; so the last position of an image predicts the text after it, and no other visual
 * position predicts anything. Padding stands at row ends only.
 */
public final class Packer {
    private final int[] tokenIds;
    private final int[] targets;
    private final int[] documentIds;
    private final int[] positions;
    private final int[] imageStarts;
    private final int[] imageLengths;
    private int numImages;

    private Packer(int size, int numImages) {
        this.tokenIds = new int[size];
        this.targets = new int[size];
        this.documentIds = new int[size];
        this.positions = new int[size];
        this.imageStarts = new int[numImages];
        this.imageLengths = new int[numImages];
        Arrays.fill(targets, PackedTokens.NO_TARGET);
        Arrays.fill(documentIds, PackedTokens.PADDING);
    }

    /**
     * Writes the planned rows into one batch of token arrays.
     *
     * @param columns the most positions a row may use; the result has as many as its longest row
     * @param documentMask if false, a row is one document: positions run through it and all its documents are number 0
     * @return [rows, longest row]
     */
    public static PackedTokens pack(List<PackedRow> rows, int columns, boolean documentMask) {
        int used = rows.stream().mapToInt(PackedRow::length).max().orElseThrow();
        if (used > columns) {
            throw new IllegalArgumentException(
                    "a row of " + used + " tokens does not fit into " + columns + " columns");
        }
        Packer packer = new Packer(
                Math.multiplyExact(rows.size(), used), imageKeys(rows).size());
        for (int r = 0; r < rows.size(); r++) {
            packer.layRow(rows.get(r), r * used, documentMask);
        }
        return new PackedTokens(
                rows.size(),
                used,
                packer.tokenIds,
                packer.targets,
                new PackedTokens.Layout(
                        packer.documentIds, packer.positions, new ImageSpans(packer.imageStarts, packer.imageLengths)));
    }

    /** Keys of the images of {@code rows}, in the order of the layout's image spans. */
    public static List<String> imageKeys(List<PackedRow> rows) {
        List<String> keys = new ArrayList<>();
        for (PackedRow row : rows) {
            for (Piece piece : row.pieces()) {
                int begin = 0;
                for (Segment segment : piece.sample().segments()) {
                    if (segment instanceof Segment.Image image && begin >= piece.from() && begin < piece.to()) {
                        keys.add(image.key());
                    }
                    begin += segment.length();
                }
            }
        }
        return keys;
    }

    private void layRow(PackedRow row, int start, boolean documentMask) {
        int at = start;
        for (int d = 0; d < row.pieces().size(); d++) {
            Piece piece = row.pieces().get(d);
            for (int i = 0; i < piece.length(); i++) {
                documentIds[at + i] = documentMask ? d : 0;
                positions[at + i] = documentMask ? i : at + i - start;
            }
            layPiece(piece, at);
            at += piece.length();
        }
    }

    private void layPiece(Piece piece, int start) {
        Sample sample = piece.sample();
        int begin = 0;
        for (Segment segment : sample.segments()) {
            // Where the segment begins in the arrays; outside the piece's part of them if the piece begins later.
            int at = start + begin - piece.from();
            if (segment instanceof Segment.Text text) {
                layText(text, at, start, start + piece.length());
            } else if (segment instanceof Segment.Image image && begin >= piece.from() && begin < piece.to()) {
                imageStarts[numImages] = at;
                imageLengths[numImages++] = image.visualTokens();
            }
            begin += segment.length();
        }
    }

    /**
     * Lays the part of {@code text} that falls into positions {@code start .. end-1}; its first token stands at
     * {@code at}.
     */
    private void layText(Segment.Text text, int at, int start, int end) {
        int[] tokens = text.tokenIds();
        int first = Math.max(0, start - at);
        int last = Math.min(tokens.length, end - at);
        for (int i = first; i < last; i++) {
            tokenIds[at + i] = tokens[i];
        }
        if (text.isTarget()) {
            // The position before a token predicts it: in this piece, or at its end for the token the next one has.
            int lastPredicted = Math.min(tokens.length, end + 1 - at);
            for (int i = Math.max(first, start + 1 - at); i < lastPredicted; i++) {
                targets[at + i - 1] = tokens[i];
            }
        }
    }
}
