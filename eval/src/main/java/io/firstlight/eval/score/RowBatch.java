package io.firstlight.eval.score;

import io.firstlight.core.sequence.PackedTokens;
import java.util.Arrays;
import java.util.List;

/** Lays rows out as the decoder reads them: one document a row, padding at the end. */
public final class RowBatch {
    private RowBatch() {}

    /** @return [rows, longest row], without targets */
    public static PackedTokens pack(List<PromptRow> rows) {
        int columns = rows.stream().mapToInt(PromptRow::length).max().orElseThrow();
        int size = Math.multiplyExact(rows.size(), columns);
        int[] tokenIds = new int[size];
        int[] targets = new int[size];
        int[] documentIds = new int[size];
        int[] positions = new int[size];
        int[] visualSlots =
                new int[rows.stream().mapToInt(PromptRow::visualTokens).sum()];
        Arrays.fill(targets, PackedTokens.NO_TARGET);
        Arrays.fill(documentIds, PackedTokens.PADDING);
        int slot = 0;
        for (int r = 0; r < rows.size(); r++) {
            PromptRow row = rows.get(r);
            int start = r * columns;
            for (int i = 0; i < row.length(); i++) {
                documentIds[start + i] = 0;
                positions[start + i] = i;
            }
            for (int i = 0; i < row.text().remaining(); i++) {
                tokenIds[start + row.position(i)] = row.text().get(i);
            }
            for (int v = 0; v < row.visualTokens(); v++) {
                visualSlots[slot++] = start + 1 + v;
            }
        }
        return new PackedTokens(
                rows.size(), columns, tokenIds, targets, new PackedTokens.Layout(documentIds, positions, visualSlots));
    }
}
