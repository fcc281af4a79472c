package io.firstlight.study.summary;

import io.firstlight.study.machine.Environment;
import io.firstlight.study.machine.NumericsClass;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.store.FinishedStage;
import io.firstlight.study.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether the finished stages of a study were computed in one numerics class. */
public final class NumericsMix {
    private static final int NAMED_STAGES = 3;

    private NumericsMix() {}

    /** What a reader must know of a study whose finished stages mix classes; empty where they do not. */
    public static Optional<String> of(StagePlan plan, Store store) {
        Map<Stage, FinishedStage> finished = new LinkedHashMap<>();
        plan.stages().forEach(stage -> store.find(stage.key()).ifPresent(found -> finished.put(stage, found)));
        return of(finished);
    }

    /** The same of {@code finished} stages. */
    static Optional<String> of(Map<Stage, FinishedStage> finished) {
        Map<String, List<String>> labels = new TreeMap<>();
        finished.forEach((stage, found) -> {
            String numerics = found.record().environment().get(Environment.NUMERICS_CLASS);
            if (numerics != null) {
                labels.computeIfAbsent(numerics, name -> new ArrayList<>()).add(stage.label());
            }
        });
        boolean isMixedWithinAStage = labels.keySet().stream().anyMatch(name -> name.contains(NumericsClass.BETWEEN));
        if (labels.size() < 2 && !isMixedWithinAStage) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        labels.forEach((numerics, own) -> parts.add(own.size() + " in (" + numerics + "): "
                + String.join(", ", own.subList(0, Math.min(NAMED_STAGES, own.size())))
                + (own.size() > NAMED_STAGES ? ", ..." : "")));
        return Optional.of("The stages of this study mix numerics classes: " + String.join("; ", parts)
                + ". The same stage gives other bytes in another class, so a part of every difference between recipes"
                + " that were computed in different classes is rounding carried through training. Run every stage on"
                + " one kind of machine, or all with --portable, for a comparison without it.");
    }
}
