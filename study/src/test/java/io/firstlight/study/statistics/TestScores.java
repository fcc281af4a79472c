package io.firstlight.study.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Short ways to make scores in tests. */
public final class TestScores {
    private TestScores() {}

    /**
     * Scores whose items are clusters by themselves.
     *
     * @param scores [R][S][N]
     */
    public static ItemScores independent(String name, boolean visual, double chance, double[][][] scores) {
        return clustered(
                name,
                visual,
                chance,
                IntStream.range(0, scores[0][0].length).mapToObj(i -> name + i).toList(),
                scores);
    }

    /**
     * Scores of items in clusters.
     *
     * @param clusters [N]
     * @param scores [R][S][N]
     */
    static ItemScores clustered(
            String name, boolean visual, double chance, List<String> clusters, double[][][] scores) {
        double[] chances = new double[scores[0][0].length];
        Arrays.fill(chances, chance);
        return new ItemScores(new ItemScores.Label(name, visual), chances, clusters, scores);
    }

    /**
     * [R][S][N] with these means: as many right answers as needed, the right items first, so that recipes are nested.
     */
    public static double[][][] rightFirst(int items, double[][] means) {
        double[][][] scores = new double[means.length][means[0].length][items];
        for (int r = 0; r < means.length; r++) {
            for (int s = 0; s < means[r].length; s++) {
                Arrays.fill(scores[r][s], 0, (int) Math.round(items * means[r][s]), 1);
            }
        }
        return scores;
    }
}
