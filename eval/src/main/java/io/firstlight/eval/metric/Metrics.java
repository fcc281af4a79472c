package io.firstlight.eval.metric;

import java.util.List;

/** The metrics, by name. A new one is a class and a line here. */
public final class Metrics {
    private static final List<Metric> ALL = List.of(new ChoiceMetric());

    private Metrics() {}

    /**
     * The metric with this serialised name.
     *
     * @throws IllegalArgumentException if there is none, with the names there are
     */
    public static Metric named(String name) {
        return ALL.stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("metric is '" + name + "'; allowed are "
                        + ALL.stream().map(Metric::name).toList()));
    }
}
