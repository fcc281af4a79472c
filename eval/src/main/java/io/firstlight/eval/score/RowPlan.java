package io.firstlight.eval.score;

import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.Segment;
import io.firstlight.data.sample.SegmentBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rows must be run for a list of queries, and which log-probability of which row each option token needs. A row
 * is one document: the prompt and the option tokens that are fed. An option's last token is only predicted, never fed,
 * so all single-token options of a query share the one row of its prompt; a row that is the beginning of another of the
 * same query is not run; equal rows of different queries (the same question without its image) are run once.
 */
final class RowPlan {
    /** The log-probability of {@code token} after position {@code position} of row {@code row}. */
    record Lookup(int row, int position, int token) {}

    private final List<Sample> rows = new ArrayList<>();
    private final Map<List<Segment>, Integer> rowNumbers = new LinkedHashMap<>();
    private final List<Lookup> lookups = new ArrayList<>();
    /** [queries][options]: first lookup of the option; its tokens' lookups follow one another. */
    private final int[][] firstLookups;

    RowPlan(List<OptionQuery> queries) {
        firstLookups = new int[queries.size()][];
        for (int q = 0; q < queries.size(); q++) {
            firstLookups[q] = plan(queries.get(q));
        }
    }

    /** The rows to run, each named for the first item that needs it. */
    List<Sample> rows() {
        return rows;
    }

    List<Lookup> lookups() {
        return lookups;
    }

    int firstLookup(int query, int option) {
        return firstLookups[query][option];
    }

    private int[] plan(OptionQuery query) {
        int numOptions = query.options().length;
        int[][] fed = new int[numOptions][];
        for (int o = 0; o < numOptions; o++) {
            fed[o] = Arrays.copyOf(query.options()[o], query.options()[o].length - 1);
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
            rowOfOption[o] = number(query, covering);
        }
        int promptLength = query.prompt().stream().mapToInt(Segment::length).sum();
        int[] first = new int[numOptions];
        for (int o = 0; o < numOptions; o++) {
            first[o] = lookups.size();
            int[] option = query.options()[o];
            for (int i = 0; i < option.length; i++) {
                // The position before a token predicts it; before the first stands the end of the prompt.
                lookups.add(new Lookup(rowOfOption[o], promptLength - 1 + i, option[i]));
            }
        }
        return first;
    }

    private int number(OptionQuery query, int[] fed) {
        List<Segment> segments =
                new SegmentBuilder().addAll(query.prompt()).text(false, fed).segments();
        return rowNumbers.computeIfAbsent(segments, added -> {
            rows.add(new Sample(query.item(), added));
            return rows.size() - 1;
        });
    }

    private static boolean startsWith(int[] row, int[] beginning) {
        return row.length >= beginning.length
                && Arrays.equals(row, 0, beginning.length, beginning, 0, beginning.length);
    }
}
