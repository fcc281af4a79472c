package io.firstlight.study.training;

import io.firstlight.model.contrastive.ContrastiveModel;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.study.settings.ImageEncoderShape;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.ModelWork;
import io.firstlight.study.work.Operations;
import io.firstlight.study.work.StageWork;
import io.firstlight.study.work.Work;
import io.firstlight.tensor.parameter.ParameterDeclaration;

/** The work of objectives that count images. */
final class ImageObjectiveWork {
    private ImageObjectiveWork() {}

    /**
     * The work of contrastive training.
     *
     * @param captions number of captions that an image is compared with in a step
     */
    static StageWork contrastive(ImageEncoderShape shape, int captions, TrainingSettings settings, DataFacts facts) {
        long views = settings.budget().amount();
        String source = settings.mixture().parts().get(0).source();
        ImageEncoderConfig encoder = shape.config();
        double perView = Operations.TRAINING
                * (Operations.visualTokensOfOne(encoder, facts.encoder().meanSquares())
                                * encoder.operationsPerVisualToken()
                        + ContrastiveModel.operationsPerImage(captions));
        long parameters = ContrastiveModel.declare(encoder, facts.tokenizer().vocabularySize()).stream()
                .mapToLong(ParameterDeclaration::size)
                .sum();
        // All images are held in memory.
        long imageBytes =
                facts.squares().getOrDefault(source, 0L) * 3 * DataFacts.SQUARE_PIXELS * DataFacts.SQUARE_PIXELS;
        return new StageWork(
                new Work(views, perView * views, "contrastive " + shape + " " + captions),
                ModelWork.BASE_BYTES + parameters * ModelWork.TRAINING_BYTES + imageBytes,
                parameters * ModelWork.WEIGHT_BYTES);
    }

    static StageWork alignment(ModelParts.VisionLanguage model, long views, DataFacts facts) {
        ModelWork work = new ModelWork(model.shape(), model.visualTokens(), facts);
        double visualTokens = Operations.visualTokens(
                model.shape().imageEncoder().config(), facts.encoder().meanSquares());
        double perView = Operations.TRAINING * (visualTokens * work.projectorPerToken() + work.headPerToken());
        return new StageWork(
                new Work(views, perView * views, "alignment " + model),
                ModelWork.BASE_BYTES + work.decoderParameters() * ModelWork.TRAINING_BYTES,
                work.decoderParameters() * ModelWork.WEIGHT_BYTES);
    }
}
