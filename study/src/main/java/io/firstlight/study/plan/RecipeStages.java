package io.firstlight.study.plan;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.file.RecipeNames;
import io.firstlight.study.file.StudySettings;
import io.firstlight.study.file.TextPretraining;
import io.firstlight.study.recipe.AxisKey;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.stage.EncodeImages;
import io.firstlight.study.stage.Evaluate;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.stage.TrainStage;
import io.firstlight.study.training.TrainingSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The stages one model walks through. Specs hold exactly what a stage depends on, so that models whose beginnings are
 * equal get equal stages: a frozen encoder's features serve every recipe, one trunk every branch, one branch every
 * length of fine-tuning.
 */
final class RecipeStages {
    static final String IMAGE_ENCODER = "image_encoder";
    static final String TRUNK = "trunk";
    static final String ALIGNMENT = "alignment";
    static final String MIXTURE = "mixture";
    static final String FINE_TUNING = "fine_tuning";

    /** What a text-only branch depends on, of the section {@code recipe}. */
    private static final Set<AxisKey> OF_TEXT_BRANCH = Set.of(AxisKey.TEXT_PERCENT, AxisKey.IMAGE_SHARE);

    private final StudySettings study;
    private final DataRoles roles;
    private final Recipe recipe;
    private final RecipeTraining training;
    private final String seedWords;
    private final RecipeNames names;
    private final List<Stage> chain = new ArrayList<>();
    private final Map<StageRole, StageKey> visual = new EnumMap<>(StageRole.class);

    RecipeStages(Recipe recipe, DataRoles roles, long seed, RecipeNames names) {
        this.roles = roles;
        this.study = recipe.settings();
        this.recipe = recipe;
        this.training = new RecipeTraining(recipe.settings(), roles, seed);
        this.seedWords = Stage.SEED + seed;
        this.names = names;
    }

    /** All stages of the model, {@code data} first, its evaluation last. */
    List<Stage> from(Stage data) {
        chain.add(data);
        boolean hasImages = !recipe.images().isNone();
        boolean aligns =
                hasImages && study.phases().encoding().projectorAlignment().views() > 0;
        ImageEncoderChoice choice = recipe.imageEncoder();
        if (choice.needsEncoder()) {
            visual.put(
                    StageRole.IMAGE_ENCODER, train(IMAGE_ENCODER, "image encoder", training.imageEncoder(), Map.of()));
        }
        if (choice.readsFeatures() || (choice.needsEncoder() && aligns)) {
            visual.put(StageRole.FEATURES, encodeImages());
        }
        Map<StageRole, StageKey> trunk = trunk();
        Optional<StageKey> aligned = aligns ? Optional.of(align(trunk)) : Optional.empty();
        StageKey branch = hasImages ? mixture(trunk, aligned) : textBranch(trunk);
        evaluate(fineTune(branch));
        return List.copyOf(chain);
    }

    /** The images of all that any stage reads; the contrastive ones are a floor's training examples. */
    private StageKey encodeImages() {
        Map<StageRole, StageKey> inputs =
                Map.of(StageRole.DATA, data(), StageRole.IMAGE_ENCODER, visual.get(StageRole.IMAGE_ENCODER));
        return add(Stage.of(
                EncodeImages.NAME,
                "image features" + seedWords,
                new EncodeImages(
                        study.model().imageEncoder(),
                        Stream.of(roles.encoder(), roles.mixture(), roles.dialogues(), roles.benchmark())
                                .distinct()
                                .toList(),
                        new EncodeImages.Floors(roles.benchmark(), roles.encoder())),
                inputs));
    }

    /**
     * The trunk up to this recipe's branch point, one segment from each checkpoint to the next. It is cut at every
     * checkpoint of the study file, branch or not, so that another branch point added later finds its trunk in the
     * store.
     *
     * @return what a stage reads that goes on from there; nothing at 0 %
     */
    private Map<StageRole, StageKey> trunk() {
        TextPretraining text = study.phases().textPretraining();
        Map<StageRole, StageKey> end = new EnumMap<>(StageRole.class);
        int from = 0;
        for (int to : text.checkpointsPercent()) {
            if (to > 0 && to <= recipe.textPercent()) {
                StageKey segment =
                        train(TRUNK, "text " + from + " to " + to + " %", training.trunk(from, to), Map.copyOf(end));
                end.put(StageRole.DECODER, segment);
                end.put(StageRole.OPTIMIZER, segment);
                end.put(StageRole.SAMPLE_ORDER, segment);
                from = to;
            }
        }
        return end;
    }

    private StageKey align(Map<StageRole, StageKey> trunk) {
        boolean patches = recipe.imageEncoder() == ImageEncoderChoice.PATCH_PROJECTION;
        Map<StageRole, StageKey> inputs = only(trunk, StageRole.DECODER);
        if (!patches) {
            inputs.put(StageRole.FEATURES, visual.get(StageRole.FEATURES));
        }
        String label = "align " + (patches ? "patches" : "features") + " at " + recipe.textPercent() + " %";
        return train(ALIGNMENT, label, training.alignment(), inputs);
    }

    private StageKey mixture(Map<StageRole, StageKey> trunk, Optional<StageKey> aligned) {
        Map<StageRole, StageKey> inputs = only(trunk, StageRole.DECODER, StageRole.OPTIMIZER);
        aligned.ifPresent(key -> {
            inputs.put(StageRole.DECODER, key);
            inputs.put(StageRole.PROJECTOR, key);
        });
        inputs.putAll(visualInput());
        return train(
                MIXTURE,
                "mixture: " + names.label(recipe, RecipeStages::isBeforeFineTuning),
                training.mixture(),
                inputs);
    }

    private StageKey textBranch(Map<StageRole, StageKey> trunk) {
        return train(
                MIXTURE,
                "mixture: "
                        + names.label(
                                recipe,
                                key -> isBeforeFineTuning(key) && (!key.isOfSection() || OF_TEXT_BRANCH.contains(key))),
                training.textBranch(),
                only(trunk, StageRole.DECODER, StageRole.OPTIMIZER));
    }

    /** A branch without images has no projector and no encoder: the one is new, the other as it was trained. */
    private StageKey fineTune(StageKey branch) {
        Map<StageRole, StageKey> inputs = new EnumMap<>(visualInput());
        inputs.put(StageRole.DECODER, branch);
        if (!recipe.images().isNone()) {
            inputs.put(StageRole.PROJECTOR, branch);
            inputs.replace(StageRole.IMAGE_ENCODER, branch);
        }
        return train(FINE_TUNING, "fine-tune: " + names.label(recipe), training.fineTuning(), inputs);
    }

    private void evaluate(StageKey model) {
        Map<StageRole, StageKey> inputs = only(visualInput(), StageRole.FEATURES);
        inputs.put(StageRole.DATA, data());
        inputs.put(StageRole.MODEL, model);
        add(Stage.of(
                Evaluate.NAME,
                "evaluate: " + names.label(recipe) + seedWords,
                new Evaluate(
                        study.phases().evaluation(),
                        new Evaluate.Sources(roles.benchmark(), roles.validation()),
                        study.model(),
                        recipe.imageEncoder()),
                inputs));
    }

    /**
     * What gives a stage its visual tokens: features, an encoder to train on, or for patches nothing but the pixels.
     */
    private Map<StageRole, StageKey> visualInput() {
        return switch (recipe.imageEncoder()) {
            case FROZEN_VIT -> only(visual, StageRole.FEATURES);
            case TRAINED_VIT -> only(visual, StageRole.IMAGE_ENCODER);
            case PATCH_PROJECTION -> new EnumMap<>(StageRole.class);
        };
    }

    private StageKey data() {
        return chain.get(0).key();
    }

    private StageKey train(String name, String label, TrainingSettings settings, Map<StageRole, StageKey> from) {
        Map<StageRole, StageKey> inputs = new EnumMap<>(StageRole.class);
        inputs.put(StageRole.DATA, data());
        inputs.putAll(from);
        return add(Stage.of(name, label + seedWords, new TrainStage(settings), inputs));
    }

    private StageKey add(Stage stage) {
        chain.add(stage);
        return stage.key();
    }

    private static Map<StageRole, StageKey> only(Map<StageRole, StageKey> inputs, StageRole... roles) {
        Map<StageRole, StageKey> chosen = new EnumMap<>(StageRole.class);
        for (StageRole role : roles) {
            if (inputs.containsKey(role)) {
                chosen.put(role, inputs.get(role));
            }
        }
        return chosen;
    }

    /** Whether a mixture may depend on the key: all but what only fine-tuning and evaluation read. */
    private static boolean isBeforeFineTuning(AxisKey key) {
        return !key.name().equals("fine_tune_epochs")
                && !key.path().startsWith("fine_tuning.")
                && !key.path().startsWith("evaluation.");
    }
}
