package io.firstlight.eval.score;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Which rows must be run for a list of queries, and which log-probability of which row each option token needs. An
 * option's last token is only predicted, never fed, so all single-token options of a query share the one row of its
 * prompt; a row that is the beginning of another of the same query is not run; equal rows of different queries (the
 * same question without its image) are run once.
 */
final class RowPlan {
    /** The log-probability of {@code token} after text token {@code textIndex} of row {@code row}. */
    record Lookup(int row, int textIndex, int token) {}

    private final List<PromptRow> rows = new ArrayList<>();
    private final Map<PromptRow, Integer> rowNumbers = new LinkedHashMap<>();
    private final List<Lookup> lookups = new ArrayList<>();
    /** [queries][options]: first lookup of the option; its tokens' lookups follow one another. */
    private final int[][] firstLookups;

    RowPlan(List<OptionQuery> queries, ToIntFunction<String> visualTokens) {
        firstLookups = new int[queries.size()][];
        for (int q = 0; q < queries.size(); q++) {
            OptionQuery query = queries.get(q);
            int visual = query.hasImage() ? visualTokens.applyAsInt(query.image()) : 0;
            firstLookups[q] = plan(query, visual);
        }
    }

    List<PromptRow> rows() {
        return rows;
    }

    List<Lookup> lookups() {
        return lookups;
    }

    int firstLookup(int query, int option) {
        return firstLookups[query][option];
    }

    private int[] plan(OptionQuery query, int visualTokens) {
        int numOptions = query.options().length;
        int[][] fed = new int[numOptions][];
        for (int o = 0; o < numOptions; o++) {
            fed[o] = concatenate(query.prompt(), query.options()[o], query.options()[o].length - 1);
        }
        Integer[] longestFirst = new Integer[numOptions];
        Arrays.setAll(longestFirst, o -> o);
        Arrays.sort(longestFirst, Comparator.comparingInt(o -> -fed[o].length));
        List<int[]> run = new ArrayList<>();
        int[] rowOfOption = new int[numOptions];
        for (int o : longestFirst) {
            int[] covering = run.stream()
                    .filter(row -> startsWith(row, fed[o]))
                    .findFirst()
                    .orElse(fed[o]);
            if (covering == fed[o]) {
                run.add(covering);
            }
            rowOfOption[o] = number(new PromptRow(query.image(), visualTokens, IntBuffer.wrap(covering)));
        }
        int[] first = new int[numOptions];
        for (int o = 0; o < numOptions; o++) {
            first[o] = lookups.size();
            int[] option = query.options()[o];
            for (int i = 0; i < option.length; i++) {
                lookups.add(new Lookup(rowOfOption[o], query.prompt().length - 1 + i, option[i]));
            }
        }
        return first;
    }

    private int number(PromptRow row) {
        return rowNumbers.computeIfAbsent(row, added -> {
            rows.add(added);
            return rows.size() - 1;
        });
    }

    private static int[] concatenate(int[] prompt, int[] option, int numOptionTokens) {
        int[] joined = Arrays.copyOf(prompt, prompt.length + numOptionTokens);
        System.arraycopy(option, 0, joined, prompt.length, numOptionTokens);
        return joined;
    }

    private static boolean startsWith(int[] row, int[] beginning) {
        return row.length >= beginning.length
                && Arrays.equals(row, 0, beginning.length, beginning, 0, beginning.length);
    }
}
