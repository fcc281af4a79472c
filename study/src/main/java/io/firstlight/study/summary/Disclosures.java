package io.firstlight.study.summary;

import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.stage.TrainStage;
import io.firstlight.study.training.TrainingBudget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What stands outside the budgets of tokens, and who got it. */
final class Disclosures {
    private Disclosures() {}

    /** In sentences. */
    static List<String> of(StagePlan plan) {
        return plan.study()
                .settings()
                .shortForm()
                .map(form -> new ShortFormDisclosures(plan, form.phases()).lines())
                .orElseGet(() -> countedInViews(plan));
    }

    private static List<String> countedInViews(StagePlan plan) {
        Map<String, Set<Long>> views = new LinkedHashMap<>();
        for (Stage stage : plan.stages()) {
            if (stage.spec() instanceof TrainStage training
                    && training.settings().budget().unit() == TrainingBudget.Unit.VIEWS) {
                views.computeIfAbsent(stage.words(), name -> new TreeSet<>())
                        .add(training.settings().budget().amount());
            }
        }
        return views.entrySet().stream()
                .map(entry -> "The stage '" + entry.getKey() + "' saw "
                        + entry.getValue().stream()
                                .map(amount -> String.format(Locale.ROOT, "%,d", amount))
                                .collect(Collectors.joining(" or "))
                        + " images, which count in no budget of tokens; recipes whose chain has no such stage did"
                        + " without.")
                .toList();
    }

    /** Text trunks that were trained from nothing. */
    static int numTrunks(StagePlan plan) {
        return (int) plan.stages().stream().filter(Disclosures::startsTrunk).count();
    }

    /** A trunk is what keeps its state, for branches to go on from. */
    private static boolean startsTrunk(Stage stage) {
        return stage.spec() instanceof TrainStage training
                && training.settings().optimizer().keepsState()
                && !stage.reads(StageRole.DECODER);
    }
}
