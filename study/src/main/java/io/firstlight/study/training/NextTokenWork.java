package io.firstlight.study.training;

import io.firstlight.study.settings.Batching;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.DecoderWork;
import io.firstlight.study.work.ModelWork;
import io.firstlight.study.work.Operations;
import io.firstlight.study.work.StageWork;

/** The work of training a decoder on packed sequences. */
final class NextTokenWork {
    private NextTokenWork() {}

    static StageWork of(TrainingSettings settings, Batching batching, DataFacts facts) {
        if (settings.model() instanceof ModelParts.LanguageModel text) {
            long tokens = settings.budget().amount();
            return new DecoderWork(text.decoder(), batching, facts).training(tokens, tokens, 0, "text");
        }
        if (settings.model() instanceof ModelParts.VisionLanguage vision) {
            return settings.budget().endsWithData()
                    ? dialogues(settings, vision, batching, facts)
                    : mixture(settings, vision, batching, facts);
        }
        throw new IllegalArgumentException("predicting tokens needs a decoder, found " + settings.model());
    }

    private static StageWork mixture(
            TrainingSettings settings, ModelParts.VisionLanguage model, Batching batching, DataFacts facts) {
        long tokens = settings.budget().amount();
        double textOfSample = facts.mixture().meanTextTokens();
        double visualOfSample = Operations.visualTokens(
                model.shape().imageEncoder().config(), facts.mixture().meanSquares());
        double share = settings.mixture().partsShare();
        double visual = tokens
                * switch (settings.mixture().shareOf()) {
                    case VISUAL_TOKENS -> share;
                    case IMAGE_SAMPLE_TOKENS -> share * visualOfSample / (visualOfSample + textOfSample);
                    // A text document is about as long as a row, an image sample as long as it is.
                    case SAMPLES ->
                        share
                                * visualOfSample
                                / (share * (visualOfSample + textOfSample) + (1 - share) * batching.sequenceLength());
                };
        double visualFlops =
                visual * new ModelWork(model.shape(), model.visualTokens(), facts).trainingPerVisualToken();
        return new DecoderWork(model.shape().decoder(), batching, facts)
                .training(
                        tokens,
                        tokens - visual,
                        visualFlops,
                        "mixture " + model.visualTokens().serializedName());
    }

    private static StageWork dialogues(
            TrainingSettings settings, ModelParts.VisionLanguage model, Batching batching, DataFacts facts) {
        long first = settings.mixture().parts().get(0).first();
        long perEpoch = first == 0
                ? facts.dialogues().count()
                : Math.min(first, facts.dialogues().count());
        double dialogues = (double) perEpoch * settings.budget().amount();
        double visual = dialogues
                * Operations.visualTokens(
                        model.shape().imageEncoder().config(), facts.dialogues().meanSquares());
        double tokens = dialogues * facts.dialogues().meanTextTokens() + visual;
        double visualFlops =
                visual * new ModelWork(model.shape(), model.visualTokens(), facts).trainingPerVisualToken();
        return new DecoderWork(model.shape().decoder(), batching, facts)
                .training(
                        Math.round(tokens),
                        dialogues * facts.dialogues().meanTargets(),
                        visualFlops,
                        "dialogues " + model.visualTokens().serializedName());
    }
}
