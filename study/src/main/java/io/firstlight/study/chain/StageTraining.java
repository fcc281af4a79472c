package io.firstlight.study.chain;

import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.training.MixtureSettings;
import io.firstlight.study.training.ModelParts;
import io.firstlight.study.training.ObjectiveSettings;
import io.firstlight.study.training.OptimizerSettings;
import io.firstlight.study.training.RateSettings;
import io.firstlight.study.training.TrainingBudget;
import io.firstlight.study.training.TrainingSettings;
import java.util.Set;

/**
 * What a stage trains, on what and how: {@link TrainingSettings} but for the seed, of the whole stage even where it is
 * cut into segments. The components are those of {@link TrainingSettings}.
 */
public record StageTraining(
        ModelParts model,
        MixtureSettings mixture,
        TrainingBudget budget,
        RateSettings rates,
        OptimizerSettings optimizer,
        ObjectiveSettings objective,
        String order) {

    /** The modules whose weights the result holds, as the roles in which other stages start from them. */
    public Set<StageRole> modules() {
        if (model instanceof ModelParts.LanguageModel) {
            return Set.of(StageRole.DECODER);
        }
        if (model instanceof ModelParts.VisionLanguage vision) {
            return vision.visualTokens() == ImageEncoderChoice.TRAINED_VIT
                    ? Set.of(StageRole.DECODER, StageRole.PROJECTOR, StageRole.IMAGE_ENCODER)
                    : Set.of(StageRole.DECODER, StageRole.PROJECTOR);
        }
        return Set.of(StageRole.IMAGE_ENCODER);
    }

    /** The settings of the part of the stage that {@code segment} is, under a seed. */
    public TrainingSettings under(long seed, TrainingBudget segment) {
        return new TrainingSettings(model, mixture, segment, rates, optimizer, objective, order, seed);
    }
}
