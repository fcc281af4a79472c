package io.firstlight.study.summary;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which recipes share a branch of the plan: their models were fine-tuned from the same weights. */
final class Branches {
    private Branches() {}

    /** For each recipe the number of its branch, from 0 in the order of the recipes. */
    static List<Integer> of(StagePlan plan, List<Recipe> recipes) {
        Map<StageKey, Integer> numbers = new HashMap<>();
        List<Integer> branches = new ArrayList<>();
        for (Recipe recipe : recipes) {
            StageKey start = plan.runs().stream()
                    .filter(run -> run.recipe().equals(recipe))
                    .map(run -> startOfLastStage(plan, plan.stage(run.evaluation())))
                    .findFirst()
                    .orElseThrow();
            numbers.putIfAbsent(start, numbers.size());
            branches.add(numbers.get(start));
        }
        return branches;
    }

    /** Where the model's last stage of training got its decoder from; itself where it began from nothing. */
    private static StageKey startOfLastStage(StagePlan plan, Stage evaluation) {
        StageKey model = evaluation.inputs().get(StageRole.MODEL);
        return plan.stage(model).inputs().getOrDefault(StageRole.DECODER, model);
    }
}
