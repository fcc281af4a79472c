package io.firstlight.study.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tasks that share clusters of items, and their clusters: what a bootstrap draws together. Tasks that share none, as
 * those that each have images of their own, are strata by themselves, so that the number of items of a task is the same
 * in every draw.
 *
 * @param tasks indices of the tasks, ascending
 * @param members [tasks of the stratum][clusters] indices of the task's items in each cluster, in the order in which
 *     clusters first occur
 */
record ClusterStratum(List<Integer> tasks, List<List<int[]>> members) {

    /** The strata in the order of their first tasks; together they hold every task once. */
    static List<ClusterStratum> of(List<ItemScores> tasks) {
        List<ClusterStratum> strata = new ArrayList<>();
        Set<Integer> placed = new HashSet<>();
        for (int t = 0; t < tasks.size(); t++) {
            if (!placed.contains(t)) {
                List<Integer> together = connected(tasks, t);
                placed.addAll(together);
                strata.add(stratum(tasks, together));
            }
        }
        return strata;
    }

    int numClusters() {
        return members.get(0).size();
    }

    /** The tasks that share a cluster with task {@code first}, or with one that does, and so on. */
    private static List<Integer> connected(List<ItemScores> tasks, int first) {
        Set<Integer> found = new HashSet<>(Set.of(first));
        Set<String> clusters = new HashSet<>(tasks.get(first).clusters());
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int t = 0; t < tasks.size(); t++) {
                if (!found.contains(t) && tasks.get(t).clusters().stream().anyMatch(clusters::contains)) {
                    found.add(t);
                    clusters.addAll(tasks.get(t).clusters());
                    grown = true;
                }
            }
        }
        return found.stream().sorted().toList();
    }

    private static ClusterStratum stratum(List<ItemScores> all, List<Integer> tasks) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        tasks.forEach(t -> all.get(t).clusters().forEach(cluster -> numbers.putIfAbsent(cluster, numbers.size())));
        List<List<int[]>> members = new ArrayList<>();
        for (int t : tasks) {
            Map<Integer, List<Integer>> items = new HashMap<>();
            List<String> clusters = all.get(t).clusters();
            for (int i = 0; i < clusters.size(); i++) {
                items.computeIfAbsent(numbers.get(clusters.get(i)), cluster -> new ArrayList<>())
                        .add(i);
            }
            List<int[]> own = new ArrayList<>();
            for (int c = 0; c < numbers.size(); c++) {
                own.add(items.getOrDefault(c, List.of()).stream()
                        .mapToInt(i -> i)
                        .toArray());
            }
            members.add(own);
        }
        return new ClusterStratum(tasks, members);
    }
}
