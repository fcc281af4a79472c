package io.firstlight.study.run;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.cost.CostModel;
import io.firstlight.study.cost.CostedPlan;
import io.firstlight.study.cost.SpeedProbe;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.stage.PrepareData;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.store.FinishedStage;
import io.firstlight.study.store.Store;
import io.firstlight.study.work.DataFacts;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a plan in the light of a store: what is done, what the data set is like, how fast stages like these went.
 * Reads every byte of what a report reads, so that a run which finds everything done can report it; what only stages
 * read is hashed when one begins.
 */
public final class StudyPreparation {
    private StudyPreparation() {}

    /** The plan with costs. While the data set is not prepared, its size is a guess ({@link DataFacts#TYPICAL}). */
    public static CostedPlan of(StagePlan plan, Store store, SpeedProbe probe, Machine machine) {
        Set<StageKey> finished = new HashSet<>();
        DataFacts facts = DataFacts.TYPICAL;
        for (Stage stage : plan.stages()) {
            Optional<FinishedStage> found = store.find(stage.key(), stage.spec()::isReported, () -> {});
            if (found.isPresent()) {
                finished.add(stage.key());
                if (stage.spec() instanceof PrepareData) {
                    facts = DataFacts.read(found.get().directory());
                }
            }
        }
        return new CostedPlan(
                plan, new CostModel(facts, machine, probe, store.records()).costs(plan), finished, machine);
    }
}
