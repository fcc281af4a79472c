package io.firstlight.eval.answer;

import java.util.List;

/** Which option has the best score. */
public final class BestOption {
    private BestOption() {}

    /**
     * The text of the best option, or {@code ""} when several share the best score: no single one was chosen.
     *
     * @param scores one per option, more is better
     */
    public static String text(List<String> options, List<Double> scores) {
        int best = 0;
        boolean shared = false;
        for (int o = 1; o < scores.size(); o++) {
            int order = Double.compare(scores.get(o), scores.get(best));
            best = order > 0 ? o : best;
            shared = order == 0 || (order < 0 && shared);
        }
        return shared ? "" : options.get(best);
    }
}
