package io.firstlight.study.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Corrects p-values for how many there are (Holm, Scandinavian Journal of Statistics 6, 1979). */
public final class HolmCorrection {
    private HolmCorrection() {}

    /**
     * Corrected p-values in the order of {@code pValues}: the family's error rate stays below what a corrected value
     * says.
     */
    public static double[] adjust(double... pValues) {
        List<Integer> order = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .toList();
        double[] adjusted = new double[pValues.length];
        double greatest = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            greatest = Math.max(greatest, Math.min(1, pValues[order.get(rank)] * (pValues.length - rank)));
            adjusted[order.get(rank)] = greatest;
        }
        return adjusted;
    }
}
