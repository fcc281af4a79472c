package io.firstlight.study.file;

import io.firstlight.study.chain.ChainStage;
import io.firstlight.study.chain.StageChain;
import io.firstlight.study.chain.StageLabel;
import io.firstlight.study.chain.StagePoint;
import io.firstlight.study.chain.StageTraining;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.settings.ModelShape;
import io.firstlight.study.stage.EncodeImages;
import io.firstlight.study.stage.StageRole;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The chain that the short form of a study file means. Stages hold exactly what they depend on, so that models whose
 * beginnings are equal get equal stages: a frozen encoder's features serve every recipe, one trunk every branch, one
 * branch every length of fine-tuning.
 */
final class ShortFormChain {
    static final String IMAGE_ENCODER = "image_encoder";
    static final String TRUNK = "trunk";
    static final String ALIGNMENT = "alignment";
    static final String MIXTURE = "mixture";
    static final String FINE_TUNING = "fine_tuning";

    /** What a mixture does not depend on. */
    private static final List<String> AFTER_MIXTURE = List.of("recipe.fine_tune_epochs", "fine_tuning.", "evaluation.");
    /** What a branch without images does not depend on besides. */
    private static final List<String> OF_IMAGES =
            List.of("recipe.instruction_share", "recipe.image_encoder", "recipe.captions");

    private final ShortForm form;
    private final ShortFormTraining training;
    private final ImageEncoderChoice choice;
    private final boolean hasImages;
    private final List<ChainStage> stages = new ArrayList<>();

    ShortFormChain(ModelShape model, ShortForm form) {
        this.form = form;
        this.training = new ShortFormTraining(model, form);
        this.choice = form.recipe().imageEncoder();
        this.hasImages = !form.recipe().images().isNone();
    }

    StageChain expand() {
        boolean aligns =
                hasImages && form.phases().encoding().projectorAlignment().views() > 0;
        if (choice.needsEncoder()) {
            add(IMAGE_ENCODER, StageLabel.of("image encoder"), training.imageEncoder(), Map.of());
        }
        Optional<StagePoint> branchPoint = trunk();
        Optional<StagePoint> aligned = aligns ? Optional.of(align(branchPoint)) : Optional.empty();
        StagePoint branch = hasImages ? mixture(branchPoint, aligned) : textBranch(branchPoint);
        Map<StageRole, StagePoint> evaluated = visualInput();
        evaluated.keySet().retainAll(Set.of(StageRole.FEATURES));
        evaluated.put(StageRole.MODEL, fineTune(branch));
        DataRoles roles = form.roles();
        return new StageChain(
                stages,
                new StageChain.Features(
                        // Of all that any recipe reads; the encoder's images are a floor's training examples.
                        Stream.concat(
                                        Stream.of(roles.encoder(), roles.mixture(), roles.dialogues()),
                                        roles.benchmarks().stream())
                                .distinct()
                                .toList(),
                        new EncodeImages.Floors(roles.benchmarks(), roles.encoder())),
                new StageChain.Evaluated(choice, evaluated));
    }

    /**
     * The trunk, cut at every checkpoint of the study file, branch or not, so that another branch point added later
     * finds its trunk in the store.
     *
     * @return where this recipe's branch starts; nothing at 0 %
     */
    private Optional<StagePoint> trunk() {
        List<Integer> checkpoints = form.phases().textPretraining().checkpointsPercent().stream()
                .filter(percent -> percent > 0)
                .toList();
        stages.add(new ChainStage(TRUNK, StageLabel.of("text"), training.trunk(), checkpoints, Map.of()));
        int percent = form.recipe().textPercent();
        return percent == 0 ? Optional.empty() : Optional.of(new StagePoint(TRUNK, percent));
    }

    private StagePoint align(Optional<StagePoint> trunk) {
        boolean patches = choice == ImageEncoderChoice.PATCH_PROJECTION;
        Map<StageRole, StagePoint> inputs = new EnumMap<>(StageRole.class);
        trunk.ifPresent(point -> inputs.put(StageRole.DECODER, point));
        if (!patches) {
            inputs.put(StageRole.FEATURES, StagePoint.endOf(IMAGE_ENCODER));
        }
        String label = "align " + (patches ? "patches" : "features") + " at "
                + form.recipe().textPercent() + " %";
        return add(ALIGNMENT, StageLabel.of(label), training.alignment(), inputs);
    }

    private StagePoint mixture(Optional<StagePoint> trunk, Optional<StagePoint> aligned) {
        Map<StageRole, StagePoint> inputs = branchInputs(trunk);
        aligned.ifPresent(alignment -> {
            inputs.put(StageRole.DECODER, alignment);
            inputs.put(StageRole.PROJECTOR, alignment);
        });
        inputs.putAll(visualInput());
        return add(MIXTURE, new StageLabel("mixture", true, AFTER_MIXTURE), training.mixture(), inputs);
    }

    private StagePoint textBranch(Optional<StagePoint> trunk) {
        List<String> untold =
                Stream.concat(AFTER_MIXTURE.stream(), OF_IMAGES.stream()).toList();
        return add(MIXTURE, new StageLabel("mixture", true, untold), training.textBranch(), branchInputs(trunk));
    }

    private static Map<StageRole, StagePoint> branchInputs(Optional<StagePoint> trunk) {
        Map<StageRole, StagePoint> inputs = new EnumMap<>(StageRole.class);
        trunk.ifPresent(point -> {
            inputs.put(StageRole.DECODER, point);
            inputs.put(StageRole.OPTIMIZER, point);
        });
        return inputs;
    }

    /** A branch without images has no projector and no encoder: the one is new, the other as it was trained. */
    private StagePoint fineTune(StagePoint branch) {
        Map<StageRole, StagePoint> inputs = visualInput();
        inputs.put(StageRole.DECODER, branch);
        if (hasImages) {
            inputs.put(StageRole.PROJECTOR, branch);
            inputs.replace(StageRole.IMAGE_ENCODER, branch);
        }
        return add(FINE_TUNING, new StageLabel("fine-tune", true, List.of()), training.fineTuning(), inputs);
    }

    /**
     * What gives a stage its visual tokens: features, an encoder to train on, or for patches nothing but the pixels.
     */
    private Map<StageRole, StagePoint> visualInput() {
        Map<StageRole, StagePoint> input = new EnumMap<>(StageRole.class);
        switch (choice) {
            case FROZEN_VIT -> input.put(StageRole.FEATURES, StagePoint.endOf(IMAGE_ENCODER));
            case TRAINED_VIT -> input.put(StageRole.IMAGE_ENCODER, StagePoint.endOf(IMAGE_ENCODER));
            case PATCH_PROJECTION -> {}
        }
        return input;
    }

    private StagePoint add(String name, StageLabel label, StageTraining training, Map<StageRole, StagePoint> inputs) {
        stages.add(new ChainStage(name, label, training, List.of(), inputs));
        return StagePoint.endOf(name);
    }
}
