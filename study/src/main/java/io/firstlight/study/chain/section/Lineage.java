package io.firstlight.study.chain.section;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.Range;
import io.firstlight.study.chain.ChainStage;
import io.firstlight.study.chain.StagePoint;
import io.firstlight.study.chain.section.ReadStage.Place;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.training.ContrastiveSettings;
import io.firstlight.study.training.ModelParts;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The stages that have been read, and what the next one takes over from them. */
final class Lineage {
    /** The keys of {@code start}. */
    static final Map<String, StageRole> MODULES = Map.of(
            "decoder", StageRole.DECODER,
            "projector", StageRole.PROJECTOR,
            "image_encoder", StageRole.IMAGE_ENCODER);

    private final Map<String, ReadStage> read = new LinkedHashMap<>();

    void add(ReadStage stage) {
        read.put(stage.stage().name(), stage);
    }

    List<ChainStage> stages() {
        return read.values().stream().map(ReadStage::stage).toList();
    }

    ReadStage stage(String name) {
        return read.get(name);
    }

    /** The place that a stage comes after. */
    Optional<Place> after(ConfigMap section) {
        if (!section.has("after")) {
            if (section.has("at_percent")) {
                throw section.get("at_percent").error("say of which stage: after: NAME");
            }
            return Optional.empty();
        }
        ReadStage before = read.get(section.text("after"));
        int percent = section.count("at_percent", Range.between(0, 100), 100);
        List<Integer> checkpoints = before.stage().checkpointsPercent();
        if (percent > 0 && percent < 100 && !checkpoints.contains(percent)) {
            String name = before.stage().name();
            throw section.get("at_percent")
                    .error("stage '" + name + "' has no checkpoint at " + percent + " %; stages." + name
                            + ".checkpoints_percent has " + (checkpoints.isEmpty() ? "none" : checkpoints)
                            + ", and 0 and 100 are always there");
        }
        return Optional.of(new Place(before, percent));
    }

    /** Where the weights of every module come from; one that is not there is new. */
    Map<StageRole, StagePoint> weights(ConfigMap section, Optional<Place> after, ModelParts model) {
        Map<StageRole, StagePoint> weights = new EnumMap<>(StageRole.class);
        after.ifPresent(place -> weights.putAll(place.weightsHere()));
        if (!weights.containsKey(StageRole.IMAGE_ENCODER) && !(model instanceof ModelParts.ImageEncoderOnly)) {
            onlyEncoder().ifPresent(encoder -> weights.put(StageRole.IMAGE_ENCODER, encoder));
        }
        ConfigMap start = section.mapOrEmpty("start");
        MODULES.forEach((name, module) -> {
            if (start.has(name)) {
                start(start.get(name), module)
                        .ifPresentOrElse(point -> weights.put(module, point), () -> weights.remove(module));
            }
        });
        requireSameProjector(section, model, weights);
        return weights;
    }

    private Optional<StagePoint> start(ConfigValue value, StageRole module) {
        String name = value.asText();
        if (name.equals(StageOrder.NEW)) {
            return Optional.empty();
        }
        StagePoint point = new Place(read.get(name), 100).weightsHere().get(module);
        if (point == null) {
            throw value.error("stage '" + name + "' has no "
                    + module.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return Optional.of(point);
    }

    /** The encoder of a file that trains one, where nothing says which. */
    private Optional<StagePoint> onlyEncoder() {
        List<ChainStage> encoders =
                stages().stream().filter(Lineage::trainsEncoder).toList();
        return encoders.size() == 1
                ? Optional.of(StagePoint.endOf(encoders.get(0).name()))
                : Optional.empty();
    }

    static boolean trainsEncoder(ChainStage stage) {
        return stage.training().objective() instanceof ContrastiveSettings;
    }

    /** A projector of patches does not fit features, nor the other way round. */
    private void requireSameProjector(ConfigMap section, ModelParts model, Map<StageRole, StagePoint> weights) {
        StagePoint projector = weights.get(StageRole.PROJECTOR);
        if (projector == null || !(model instanceof ModelParts.VisionLanguage vision)) {
            return;
        }
        ModelParts before = read.get(projector.stage()).stage().training().model();
        if (before instanceof ModelParts.VisionLanguage other
                && other.visualTokens().needsEncoder() != vision.visualTokens().needsEncoder()) {
            throw section.error("the projector of stage '" + projector.stage() + "' is for "
                    + other.visualTokens().serializedName() + " and this stage has "
                    + vision.visualTokens().serializedName() + "; give both the same image_encoder, or write start:"
                    + " {projector: new}");
        }
    }

    /** What gives a stage its visual tokens: features, an encoder's weights, or for patches nothing but the pixels. */
    Map<StageRole, StagePoint> visualInputs(
            ConfigMap section, Map<StageRole, StagePoint> weights, Optional<ImageEncoderChoice> choice) {
        StagePoint encoder = weights.get(StageRole.IMAGE_ENCODER);
        if (choice.equals(Optional.of(ImageEncoderChoice.TRAINED_VIT)) && encoder != null) {
            return Map.of(StageRole.IMAGE_ENCODER, encoder);
        }
        if (!choice.equals(Optional.of(ImageEncoderChoice.FROZEN_VIT))) {
            return Map.of();
        }
        if (encoder == null) {
            throw section.error("the stage reads features of a frozen image encoder, and "
                    + (stages().stream().anyMatch(Lineage::trainsEncoder)
                            ? "several stages train one; say which: start: {image_encoder: NAME}"
                            : "none before it trains one; add a stage with objective: contrastive, or write"
                                    + " image_encoder: patch_projection"));
        }
        if (!trainsEncoder(read.get(encoder.stage()).stage())) {
            throw NotSupportedYet.at(
                    section,
                    "features of an image encoder that stage '" + encoder.stage() + "' has trained on; write"
                            + " image_encoder: trained_vit with train: {image_encoder: frozen}");
        }
        return Map.of(StageRole.FEATURES, encoder);
    }
}
