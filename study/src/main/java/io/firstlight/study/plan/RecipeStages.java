package io.firstlight.study.plan;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.file.ImageTextPretraining;
import io.firstlight.study.file.ImageTextPretraining.LrMultiples;
import io.firstlight.study.file.ProjectorAlignment;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.file.TextPretraining;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.recipe.Recipe;
import io.firstlight.study.recipe.RecipeNames;
import io.firstlight.study.recipe.RecipeNames.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stages one model walks through. Settings hold exactly what a stage depends on, so that models whose beginnings
 * are equal get equal stages: a frozen encoder's features serve every recipe, one trunk every branch, one branch every
 * length of fine-tuning.
 */
final class RecipeStages {
    /** Image sets whose features are computed; the contrastive set's are a floor's training examples. */
    static final List<String> IMAGE_SETS = List.of("encoder", "mixture", "dialogues", "evaluation");

    private static final Set<Part> BEFORE_FINE_TUNING = EnumSet.complementOf(EnumSet.of(Part.FINE_TUNE_EPOCHS));
    private static final Set<Part> OF_TEXT_BRANCH = EnumSet.of(Part.TEXT_PERCENT, Part.IMAGE_SHARE);
    private final StudyFile study;
    private final Recipe recipe;
    private final long seed;
    private final RecipeNames names;
    private final List<Stage> chain = new ArrayList<>();

    record Model(Recipe recipe, long seed) {}

    RecipeStages(StudyFile study, Model model, RecipeNames names) {
        this.study = study;
        this.recipe = model.recipe();
        this.seed = model.seed();
        this.names = names;
    }

    /** All stages of the model, {@code data} first, its evaluation last. */
    List<Stage> from(Stage data) {
        chain.add(data);
        boolean hasImages = !recipe.images().isNone();
        boolean aligns =
                hasImages && study.phases().encoding().projectorAlignment().views() > 0;
        ImageEncoderChoice choice = recipe.imageEncoder();
        Map<StageRole, StageKey> visual = new EnumMap<>(StageRole.class);
        if (choice.needsEncoder()) {
            visual.put(StageRole.IMAGE_ENCODER, add(imageEncoder(data)).key());
        }
        if (choice.readsFeatures() || (choice.needsEncoder() && aligns)) {
            visual.put(
                    StageRole.FEATURES,
                    add(encodeImages(data, visual.get(StageRole.IMAGE_ENCODER))).key());
        }
        Optional<StageKey> trunk = trunk(data);
        Optional<StageKey> aligned =
                aligns ? Optional.of(add(align(data, trunk, visual)).key()) : Optional.empty();
        Stage branch = add(hasImages ? mixture(data, trunk, aligned, visual) : textOnlyBranch(data, trunk));
        Stage model = add(fineTune(data, branch, visual));
        add(evaluate(data, model, visual));
        return List.copyOf(chain);
    }

    private Stage add(Stage stage) {
        chain.add(stage);
        return stage;
    }

    private Stage imageEncoder(Stage data) {
        return Stage.of(
                StageKind.TRAIN_IMAGE_ENCODER,
                "image encoder" + seedWords(),
                new StageSettings.TrainImageEncoder(
                        study.model().imageEncoder(), study.phases().encoding().imageEncoderTraining(), seed),
                Map.of(StageRole.DATA, data.key()));
    }

    private Stage encodeImages(Stage data, StageKey encoder) {
        return Stage.of(
                StageKind.ENCODE_IMAGES,
                "image features" + seedWords(),
                new StageSettings.EncodeImages(IMAGE_SETS),
                Map.of(StageRole.DATA, data.key(), StageRole.IMAGE_ENCODER, encoder));
    }

    /**
     * The trunk up to this recipe's branch point, one segment from each checkpoint to the next. It is cut at every
     * checkpoint of the study file, branch or not, so that another branch point added later finds its trunk in the
     * store.
     */
    private Optional<StageKey> trunk(Stage data) {
        TextPretraining text = study.phases().textPretraining();
        Optional<StageKey> previous = Optional.empty();
        int from = 0;
        for (int to : text.checkpointsPercent()) {
            if (to > 0 && to <= recipe.textPercent()) {
                StageSettings.TextSegment settings = new StageSettings.TextSegment(
                        study.model().decoder(),
                        new StageSettings.TextTraining(text.batching(), text.optimizer()),
                        text.trunk().schedule(),
                        new StageSettings.Span(text.tokensAt(from), text.tokensAt(to)),
                        seed);
                Map<StageRole, StageKey> inputs = new EnumMap<>(Map.of(StageRole.DATA, data.key()));
                previous.ifPresent(key -> inputs.put(StageRole.TRUNK, key));
                previous = Optional.of(add(Stage.of(
                                StageKind.TEXT_PRETRAINING,
                                "text " + from + " to " + to + " %" + seedWords(),
                                settings,
                                inputs))
                        .key());
                from = to;
            }
        }
        return previous;
    }

    private Stage align(Stage data, Optional<StageKey> trunk, Map<StageRole, StageKey> visual) {
        // A trained encoder starts as the frozen one, so both are aligned by the same stage.
        boolean patches = recipe.imageEncoder() == ImageEncoderChoice.PATCH_PROJECTION;
        Map<StageRole, StageKey> inputs = new EnumMap<>(Map.of(StageRole.DATA, data.key()));
        trunk.ifPresent(key -> inputs.put(StageRole.TRUNK, key));
        if (!patches) {
            inputs.put(StageRole.FEATURES, visual.get(StageRole.FEATURES));
        }
        ProjectorAlignment alignment = study.phases().encoding().projectorAlignment();
        // Patches have no encoder, so their projector gets the images that the encoder was shown as well.
        ProjectorAlignment training = patches
                ? alignment.withViews(alignment.views()
                        + study.phases().encoding().imageEncoderTraining().views())
                : alignment;
        return Stage.of(
                StageKind.ALIGN_PROJECTOR,
                "align " + (patches ? "patches" : "features") + " at " + recipe.textPercent() + " %" + seedWords(),
                new StageSettings.AlignProjector(
                        study.model(),
                        training,
                        patches ? ImageEncoderChoice.PATCH_PROJECTION : ImageEncoderChoice.FROZEN_VIT,
                        seed),
                inputs);
    }

    private Stage mixture(
            Stage data, Optional<StageKey> trunk, Optional<StageKey> aligned, Map<StageRole, StageKey> visual) {
        Map<StageRole, StageKey> inputs = new EnumMap<>(Map.of(StageRole.DATA, data.key()));
        trunk.ifPresent(key -> inputs.put(StageRole.TRUNK, key));
        aligned.ifPresent(key -> inputs.put(StageRole.ALIGNED, key));
        inputs.putAll(visualInput(visual));
        return Stage.of(
                StageKind.IMAGE_TEXT_PRETRAINING,
                "mixture: " + names.label(recipe, BEFORE_FINE_TUNING) + seedWords(),
                new StageSettings.ImageTextMixture(
                        study.model(),
                        study.phases().imageTextPretraining().budget(),
                        branchTraining(study.phases().imageTextPretraining().multiples()),
                        new StageSettings.VisualPart(recipe.images(), recipe.imageEncoder()),
                        seed),
                inputs);
    }

    private Stage textOnlyBranch(Stage data, Optional<StageKey> trunk) {
        Map<StageRole, StageKey> inputs = new EnumMap<>(Map.of(StageRole.DATA, data.key()));
        trunk.ifPresent(key -> inputs.put(StageRole.TRUNK, key));
        return Stage.of(
                StageKind.IMAGE_TEXT_PRETRAINING,
                "mixture: " + names.label(recipe, OF_TEXT_BRANCH) + seedWords(),
                new StageSettings.TextOnlyBranch(
                        study.model().decoder(),
                        study.phases().imageTextPretraining().budget().tokens(),
                        branchTraining(new LrMultiples(
                                1,
                                1,
                                study.phases()
                                        .imageTextPretraining()
                                        .multiples()
                                        .embedding())),
                        seed),
                inputs);
    }

    /** The schedule is resolved here, so that what has no effect at this branch point does not enter the key. */
    private StageSettings.BranchTraining branchTraining(LrMultiples multiples) {
        ImageTextPretraining training = study.phases().imageTextPretraining();
        return new StageSettings.BranchTraining(
                training.schedule()
                        .resolve(
                                study.phases().textPretraining(),
                                recipe.textPercent(),
                                training.budget().tokens()),
                training.batching(),
                multiples,
                training.optimizer());
    }

    private Stage fineTune(Stage data, Stage branch, Map<StageRole, StageKey> visual) {
        Map<StageRole, StageKey> inputs =
                new EnumMap<>(Map.of(StageRole.DATA, data.key(), StageRole.BRANCH, branch.key()));
        if (recipe.imageEncoder().readsFeatures() || recipe.images().isNone()) {
            inputs.putAll(visualInput(visual));
        }
        return Stage.of(
                StageKind.FINE_TUNING,
                "fine-tune: " + names.label(recipe) + seedWords(),
                new StageSettings.FineTune(
                        study.model(),
                        study.phases().fineTuning(),
                        recipe.fineTuneEpochs(),
                        recipe.imageEncoder(),
                        seed),
                inputs);
    }

    private Stage evaluate(Stage data, Stage model, Map<StageRole, StageKey> visual) {
        Map<StageRole, StageKey> inputs =
                new EnumMap<>(Map.of(StageRole.DATA, data.key(), StageRole.MODEL, model.key()));
        if (recipe.imageEncoder().readsFeatures()) {
            inputs.putAll(visualInput(visual));
        }
        return Stage.of(
                StageKind.EVALUATE,
                "evaluate: " + names.label(recipe) + seedWords(),
                new StageSettings.Evaluate(study.phases().evaluation(), recipe.imageEncoder()),
                inputs);
    }

    /**
     * What gives a stage its visual tokens: features, an encoder to train on, or for patches nothing but the pixels.
     */
    private Map<StageRole, StageKey> visualInput(Map<StageRole, StageKey> visual) {
        return switch (recipe.imageEncoder()) {
            case FROZEN_VIT -> Map.of(StageRole.FEATURES, visual.get(StageRole.FEATURES));
            case TRAINED_VIT -> Map.of(StageRole.IMAGE_ENCODER, visual.get(StageRole.IMAGE_ENCODER));
            case PATCH_PROJECTION -> Map.of();
        };
    }

    private String seedWords() {
        return " · seed " + seed;
    }
}
