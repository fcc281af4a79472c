package io.firstlight.study.plan;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.stage.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The order in which ready stages are taken: longest remaining path first, which keeps the time of the whole plan short
 * on few workers (Graham's list scheduling by critical path).
 */
public final class ListSchedule {
    private final StagePlan plan;
    private final ToDoubleFunction<StageKey> seconds;
    private final Map<StageKey, Double> remaining = new HashMap<>();

    /**
     * The schedule of a plan.
     *
     * @param seconds duration of each stage; 0 if it is finished
     */
    public ListSchedule(StagePlan plan, ToDoubleFunction<StageKey> seconds) {
        this.plan = plan;
        this.seconds = seconds;
        List<Stage> stages = plan.stages();
        Map<StageKey, Double> after = new HashMap<>();
        for (int i = stages.size() - 1; i >= 0; i--) {
            Stage stage = stages.get(i);
            double path = seconds.applyAsDouble(stage.key()) + after.getOrDefault(stage.key(), 0.0);
            remaining.put(stage.key(), path);
            stage.inputs().values().forEach(input -> after.merge(input, path, Math::max));
        }
    }

    /** The most urgent first; among equals the plan's order. */
    public Comparator<Stage> mostUrgentFirst() {
        Map<StageKey, Integer> places = new HashMap<>();
        plan.stages().forEach(stage -> places.put(stage.key(), places.size()));
        return Comparator.comparingDouble((Stage stage) -> -remaining.get(stage.key()))
                .thenComparing(stage -> places.get(stage.key()));
    }

    private record Running(StageKey key, double end) {}

    /** Seconds from start to end of the whole plan on {@code workers}, each stage on one of them. */
    public double makespanSeconds(int workers) {
        List<Stage> waiting = new ArrayList<>(plan.stages());
        waiting.sort(mostUrgentFirst());
        Set<StageKey> done = new HashSet<>();
        PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::end));
        double now = 0;
        while (!waiting.isEmpty() || !running.isEmpty()) {
            for (var iterator = waiting.iterator(); iterator.hasNext() && running.size() < workers; ) {
                Stage stage = iterator.next();
                if (done.containsAll(stage.inputs().values())) {
                    running.add(new Running(stage.key(), now + seconds.applyAsDouble(stage.key())));
                    iterator.remove();
                }
            }
            Running first = running.remove();
            now = first.end();
            done.add(first.key());
        }
        return now;
    }
}
