package io.firstlight.study.chain.section;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.Range;
import io.firstlight.study.chain.ChainStage;
import io.firstlight.study.chain.StageLabel;
import io.firstlight.study.chain.StagePoint;
import io.firstlight.study.chain.StageTraining;
import io.firstlight.study.chain.section.ReadStage.Place;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.settings.ModelShape;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.training.AlignmentSettings;
import io.firstlight.study.training.MixtureSettings;
import io.firstlight.study.training.ModelParts;
import io.firstlight.study.training.NextTokenSettings;
import io.firstlight.study.training.ObjectiveSettings;
import io.firstlight.study.training.OptimizerSettings;
import io.firstlight.study.training.OptimizerSettings.PartRates;
import io.firstlight.study.training.TrainingBudget;
import io.firstlight.study.training.TrainingBudget.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one stage of the section {@code stages}. */
final class StageReader {
    static final String NONE = "none";
    private static final String KEEPS_OPTIMIZER = "keeps_optimizer";

    private final String name;
    private final ConfigMap section;
    private final ModelShape shape;
    private final Lineage lineage;
    private final StageObjective objective;

    /**
     * A reader of one stage.
     *
     * @param lineage of the stages that were read before
     */
    StageReader(String name, ConfigMap section, ModelShape shape, Lineage lineage) {
        this.name = name;
        this.section = section;
        this.shape = shape;
        this.lineage = lineage;
        NotSupportedYet.refuseKeys(section);
        this.objective =
                StageObjective.of(section.oneOf("objective", StageObjective.names(), StageObjective.NEXT_TOKEN.name));
    }

    /**
     * Reads the stage.
     *
     * @param untold beginnings of the paths of keys that the stage does not depend on
     */
    ReadStage read(List<String> untold) {
        Optional<Place> after = lineage.after(section);
        TrainingBudget budget = budget();
        MixtureSettings mixture = mixture(budget);
        Optional<ImageEncoderChoice> encoder = encoder(budget, mixture);
        ModelParts model = model(encoder);
        Map<StageRole, StagePoint> weights = lineage.weights(section, after, model);
        ObjectiveSettings settings = objective();
        Map<StageRole, StagePoint> inputs = new HashMap<>(lineage.visualInputs(section, weights, encoder));
        for (StageRole module : Set.of(StageRole.DECODER, StageRole.PROJECTOR)) {
            if (reads(model, module) && weights.containsKey(module)) {
                inputs.put(module, weights.get(module));
            }
        }
        if (objective == StageObjective.CONTRASTIVE && weights.containsKey(StageRole.IMAGE_ENCODER)) {
            inputs.put(StageRole.IMAGE_ENCODER, weights.get(StageRole.IMAGE_ENCODER));
        }
        List<Integer> checkpoints = checkpoints(budget, settings);
        boolean keeps = keepsOptimizer(checkpoints);
        carried(after).ifPresent(place -> inputs.put(StageRole.OPTIMIZER, place.point()));
        StageTraining training = new StageTraining(
                model,
                mixture,
                budget,
                new ScheduleReader(section, budget, after).read(),
                new OptimizerSettings(StageKeys.adam(section, weightDecay()), rates(encoder), keeps),
                settings,
                section.text("order", name));
        return new ReadStage(
                new ChainStage(
                        name,
                        new StageLabel(section.text("label", name.replace('_', ' ')), true, untold),
                        training,
                        checkpoints,
                        inputs),
                after,
                weights);
    }

    private static boolean reads(ModelParts model, StageRole module) {
        return model instanceof ModelParts.VisionLanguage
                || (model instanceof ModelParts.LanguageModel && module == StageRole.DECODER);
    }

    private TrainingBudget budget() {
        List<String> given = List.of("budget_tokens", "budget_views", "epochs").stream()
                .filter(section::has)
                .toList();
        List<String> fitting = objective.countsTokens() ? List.of("budget_tokens", "epochs") : List.of("budget_views");
        String wanted = "a stage of the objective " + objective.name + " has " + String.join(" or ", fitting);
        if (given.isEmpty()) {
            throw section.error("the budget is missing; " + wanted);
        }
        if (given.size() > 1) {
            throw section.get(given.get(1)).error("found " + String.join(" and ", given) + "; a stage has one budget");
        }
        if (!fitting.contains(given.get(0))) {
            throw section.get(given.get(0)).error("the stage does not count this; " + wanted);
        }
        return switch (given.get(0)) {
            case "budget_tokens" -> TrainingBudget.of(Unit.TOKENS, section.whole("budget_tokens", Range.atLeast(100)));
            case "budget_views" -> TrainingBudget.of(Unit.VIEWS, section.whole("budget_views", Range.atLeast(1)));
            default -> TrainingBudget.of(Unit.EPOCHS, section.count("epochs", Range.between(1, 1000)));
        };
    }

    private MixtureSettings mixture(TrainingBudget budget) {
        ConfigMap mixture = section.map("mixture");
        return switch (budget.unit()) {
            case TOKENS -> MixtureReader.ofTokens(mixture);
            case EPOCHS -> MixtureReader.ofEpochs(mixture);
            case VIEWS -> MixtureReader.ofImages(mixture);
        };
    }

    /** Where visual tokens come from; empty for a model that reads text alone, and for an encoder alone. */
    private Optional<ImageEncoderChoice> encoder(TrainingBudget budget, MixtureSettings mixture) {
        if (objective == StageObjective.CONTRASTIVE) {
            fitting(ImageEncoderChoice.FROZEN_VIT, section);
            return Optional.empty();
        }
        boolean textAlone = budget.unit() == Unit.TOKENS && mixture.parts().isEmpty();
        ImageEncoderChoice usual = usualEncoder();
        Set<String> allowed = ImageEncoderChoice.names();
        if (objective.countsTokens()) {
            allowed.add(NONE);
        }
        String choice = section.oneOf("image_encoder", allowed, textAlone ? NONE : usual.serializedName());
        // A mixture whose shares of images are all 0 is a true text path, whatever the stage says of images.
        if (textAlone || choice.equals(NONE)) {
            return Optional.empty();
        }
        return Optional.of(fitting(
                ImageEncoderChoice.of(choice), section.has("image_encoder") ? section.get("image_encoder") : section));
    }

    /** One that trains where it is said to, else a frozen one; patches where the model has no encoder with weights. */
    private ImageEncoderChoice usualEncoder() {
        if (TrainReader.trainsEncoder(section.mapOrEmpty("train")).orElse(false)) {
            return ImageEncoderChoice.TRAINED_VIT;
        }
        return shape.imageEncoder().config().declare().isEmpty()
                ? ImageEncoderChoice.PATCH_PROJECTION
                : ImageEncoderChoice.FROZEN_VIT;
    }

    private ImageEncoderChoice fitting(ImageEncoderChoice choice, ConfigValue place) {
        return place.checked(() -> {
            shape.imageEncoder().requireFits(choice);
            return choice;
        });
    }

    private ModelParts model(Optional<ImageEncoderChoice> encoder) {
        if (objective == StageObjective.CONTRASTIVE) {
            return new ModelParts.ImageEncoderOnly(shape.imageEncoder());
        }
        return encoder.<ModelParts>map(choice -> new ModelParts.VisionLanguage(shape, choice))
                .orElseGet(() -> new ModelParts.LanguageModel(shape.decoder()));
    }

    private ObjectiveSettings objective() {
        return switch (objective) {
            case NEXT_TOKEN -> new NextTokenSettings(StageKeys.batching(section, StageKeys.BATCHING));
            case ALIGNMENT -> new AlignmentSettings(StageKeys.batchImages(section));
            case CONTRASTIVE -> StageKeys.contrast(section);
        };
    }

    private PartRates rates(Optional<ImageEncoderChoice> encoder) {
        return switch (objective) {
            case NEXT_TOKEN -> TrainReader.ofTokens(train(), encoder);
            case ALIGNMENT -> TrainReader.ofAlignment(train(), encoder.orElseThrow());
            case CONTRASTIVE -> new PartRates(0, 0, 0, 1);
        };
    }

    private ConfigMap train() {
        return section.mapOrEmpty("train");
    }

    private double weightDecay() {
        return switch (objective) {
            case NEXT_TOKEN -> 0.1;
            case ALIGNMENT -> 0;
            case CONTRASTIVE -> 0.05;
        };
    }

    private List<Integer> checkpoints(TrainingBudget budget, ObjectiveSettings settings) {
        if (budget.unit() != Unit.TOKENS || !(settings instanceof NextTokenSettings nextToken)) {
            if (section.has(StageKeys.CHECKPOINTS)) {
                throw NotSupportedYet.at(
                        section.get(StageKeys.CHECKPOINTS), "checkpoints of a stage that does not have budget_tokens");
            }
            return List.of();
        }
        return StageKeys.checkpoints(
                        section, List.of(), budget.to(), nextToken.batching().batchTokens())
                .stream()
                .filter(percent -> percent > 0)
                .toList();
    }

    private boolean keepsOptimizer(List<Integer> checkpoints) {
        if (!objective.countsTokens()) {
            return false;
        }
        boolean keeps = section.flag(KEEPS_OPTIMIZER, !checkpoints.isEmpty());
        if (!keeps && !checkpoints.isEmpty()) {
            throw section.get(KEEPS_OPTIMIZER)
                    .error("a stage with checkpoints_percent keeps its optimizer's state, to go on with it");
        }
        return keeps;
    }

    /** The place whose moments go on; empty where they start at zero. */
    private Optional<Place> carried(Optional<Place> after) {
        if (!objective.countsTokens()
                || section.oneOf("optimizer", Set.of("carry", "reset"), "reset").equals("reset")) {
            return Optional.empty();
        }
        ConfigValue place = section.get("optimizer");
        ReadStage before = after.flatMap(Place::tokenStage)
                .orElseThrow(() -> place.error("there is no stage that predicts tokens before this one, so there are no"
                        + " moments to carry on; name one under 'after', or write reset"));
        Optional<Place> carried = after.flatMap(Place::tokens);
        ChainStage from = carried.map(Place::read).orElse(before).stage();
        if (!from.training().optimizer().keepsState()) {
            throw place.error("the stage '" + from.name() + "' does not keep its optimizer's state; write "
                    + KEEPS_OPTIMIZER + ": true there, or reset here");
        }
        return carried;
    }
}
