package io.firstlight.report.figure;

import java.util.ArrayList;
import java.util.List;

/** Fewer points for a curve, so that a page of long runs stays small. Points that are not numbers are left out. */
final class Thinning {
    private Thinning() {}

    /**
     * The mean of each of at most {@code maxPoints} stretches of equal length.
     *
     * @return pairs of place and value
     */
    static List<double[]> means(double[] places, double[] values, int maxPoints) {
        List<double[]> known = known(places, values);
        if (known.size() <= maxPoints) {
            return known;
        }
        List<double[]> means = new ArrayList<>(maxPoints);
        for (int bucket = 0; bucket < maxPoints; bucket++) {
            int from = (int) ((long) bucket * known.size() / maxPoints);
            int to = (int) ((long) (bucket + 1) * known.size() / maxPoints);
            double place = 0;
            double value = 0;
            for (double[] point : known.subList(from, to)) {
                place += point[0];
                value += point[1];
            }
            means.add(new double[] {place / (to - from), value / (to - from)});
        }
        return means;
    }

    /**
     * At most {@code maxPoints} of the points themselves, first and last among them, chosen so that corners stay: of
     * each stretch the one that spans the largest triangle with its neighbours (Steinarsson 2013, "Downsampling Time
     * Series").
     */
    static List<double[]> shape(double[] places, double[] values, int maxPoints) {
        List<double[]> known = known(places, values);
        if (known.size() <= maxPoints) {
            return known;
        }
        int inner = maxPoints - 2;
        List<double[]> kept = new ArrayList<>(maxPoints);
        kept.add(known.get(0));
        for (int bucket = 0; bucket < inner; bucket++) {
            int from = start(bucket, inner, known.size());
            int to = start(bucket + 1, inner, known.size());
            double[] after = centre(
                    known.subList(to, bucket == inner - 1 ? known.size() : start(bucket + 2, inner, known.size())));
            double[] before = kept.get(kept.size() - 1);
            double[] best = known.get(from);
            double bestArea = -1;
            for (double[] point : known.subList(from, to)) {
                double area = Math.abs((before[0] - after[0]) * (point[1] - before[1])
                        - (before[0] - point[0]) * (after[1] - before[1]));
                if (area > bestArea) {
                    bestArea = area;
                    best = point;
                }
            }
            kept.add(best);
        }
        kept.add(known.get(known.size() - 1));
        return kept;
    }

    private static int start(int bucket, int inner, int size) {
        return 1 + (int) ((long) bucket * (size - 2) / inner);
    }

    private static double[] centre(List<double[]> points) {
        return new double[] {
            points.stream().mapToDouble(p -> p[0]).average().orElseThrow(),
            points.stream().mapToDouble(p -> p[1]).average().orElseThrow()
        };
    }

    private static List<double[]> known(double[] places, double[] values) {
        List<double[]> known = new ArrayList<>();
        for (int i = 0; i < Math.min(places.length, values.length); i++) {
            if (Double.isFinite(places[i]) && Double.isFinite(values[i])) {
                known.add(new double[] {places[i], values[i]});
            }
        }
        return known;
    }
}
