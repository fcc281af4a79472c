package io.firstlight.study.plan;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.stage.Stage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stages as they are planned: each once, under a label that no other stage has. */
final class PlannedStages {
    private final Map<StageKey, Stage> stages = new LinkedHashMap<>();
    private final Map<String, StageKey> labels = new HashMap<>();

    /**
     * Adds those of {@code chain} that are new.
     *
     * @param suffix what tells this recipe apart beside what its stages' labels say
     */
    void add(List<Stage> chain, String suffix) {
        for (Stage stage : chain) {
            if (!stages.containsKey(stage.key())) {
                Stage labelled =
                        labels.containsKey(stage.label()) && !suffix.isEmpty() ? stage.withLabelSuffix(suffix) : stage;
                while (labels.containsKey(labelled.label())) {
                    labelled = labelled.withLabelSuffix(stage.key().abbreviated());
                }
                labels.put(labelled.label(), stage.key());
                stages.put(stage.key(), labelled);
            }
        }
    }

    /** Inputs before what reads them. */
    List<Stage> inOrder() {
        return List.copyOf(stages.values());
    }
}
