package io.firstlight.study.plan;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.chain.ChainStage;
import io.firstlight.study.chain.StageChain;
import io.firstlight.study.chain.StageLabel;
import io.firstlight.study.chain.StagePoint;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.file.RecipeNames;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.stage.EncodeImages;
import io.firstlight.study.stage.Evaluate;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.stage.TrainStage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stages one model walks through: those of its chain that it depends on, each cut at its checkpoints, with the
 * features of frozen image encoders where any of them reads such. Equal beginnings give equal stages.
 */
final class ChainStages {
    private final Recipe recipe;
    private final StageChain chain;
    private final DataRoles roles;
    private final long seed;
    private final RecipeNames names;
    private final List<Stage> stages = new ArrayList<>();
    private final Map<StagePoint, StageKey> results = new HashMap<>();
    private final Map<StagePoint, StageKey> features = new HashMap<>();

    ChainStages(Recipe recipe, DataRoles roles, long seed, RecipeNames names) {
        this.recipe = recipe;
        this.chain = recipe.settings().chain();
        this.roles = roles;
        this.seed = seed;
        this.names = names;
    }

    /** All stages of the model, {@code data} first, its evaluation last. */
    List<Stage> from(Stage data) {
        stages.add(data);
        Map<String, Integer> needed = chain.needed();
        for (ChainStage stage : chain.stages()) {
            if (needed.containsKey(stage.name())) {
                train(stage, needed.get(stage.name()));
                if (chain.readsFeaturesOf(stage.name())) {
                    encodeImages(stage);
                }
            }
        }
        evaluate();
        return List.copyOf(stages);
    }

    /** A stage up to the last of its checkpoints that is needed. */
    private void train(ChainStage stage, int percent) {
        Map<StageRole, StageKey> from = inputs(stage.inputs());
        for (ChainStage.Segment segment : stage.segmentsTo(percent)) {
            String part = stage.isCut() ? " " + segment.fromPercent() + " to " + segment.toPercent() + " %" : "";
            StageKey key = add(Stage.of(
                    stage.name(),
                    label(stage.label(), part),
                    new TrainStage(stage.training().under(seed, segment.budget())),
                    from));
            results.put(new StagePoint(stage.name(), segment.toPercent()), key);
            from = continued(stage, from, key);
        }
    }

    /** What the next segment reads: whatever the one before trained, and where it was in its data. */
    private static Map<StageRole, StageKey> continued(
            ChainStage stage, Map<StageRole, StageKey> from, StageKey before) {
        Map<StageRole, StageKey> next = new EnumMap<>(from);
        next.put(StageRole.OPTIMIZER, before);
        next.put(StageRole.SAMPLE_ORDER, before);
        stage.training().modules().forEach(module -> next.put(module, before));
        return next;
    }

    private void encodeImages(ChainStage encoder) {
        StagePoint end = StagePoint.endOf(encoder.name());
        features.put(
                end,
                add(Stage.of(
                        EncodeImages.NAME,
                        "image features" + seedWords(),
                        new EncodeImages(
                                recipe.settings().model().imageEncoder(),
                                chain.features().images(),
                                chain.features().floors()),
                        Map.of(StageRole.DATA, data(), StageRole.IMAGE_ENCODER, results.get(end)))));
    }

    private void evaluate() {
        add(Stage.of(
                Evaluate.NAME,
                label(new StageLabel("evaluate", true, List.of()), ""),
                new Evaluate(
                        recipe.settings().evaluation(),
                        new Evaluate.Sources(roles.benchmarks(), roles.validation()),
                        recipe.settings().model(),
                        chain.evaluated().visualTokens()),
                inputs(chain.evaluated().inputs())));
    }

    private Map<StageRole, StageKey> inputs(Map<StageRole, StagePoint> points) {
        Map<StageRole, StageKey> inputs = new EnumMap<>(StageRole.class);
        inputs.put(StageRole.DATA, data());
        points.forEach((role, point) ->
                inputs.put(role, role == StageRole.FEATURES ? features.get(point) : results.get(point)));
        return inputs;
    }

    private String label(StageLabel label, String part) {
        String told = label.tellsRecipe() ? names.label(recipe, label::tells) : "";
        return label.words() + part + (told.isEmpty() ? "" : ": " + told) + seedWords();
    }

    private String seedWords() {
        return Stage.SEED + seed;
    }

    private StageKey data() {
        return stages.get(0).key();
    }

    private StageKey add(Stage stage) {
        stages.add(stage);
        return stage.key();
    }
}
