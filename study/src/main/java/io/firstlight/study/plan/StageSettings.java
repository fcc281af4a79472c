package io.firstlight.study.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.study.file.AdamSettings;
import io.firstlight.study.file.Batching;
import io.firstlight.study.file.EvaluationSettings;
import io.firstlight.study.file.FineTuning;
import io.firstlight.study.file.ImageEncoderTraining;
import io.firstlight.study.file.ImageTextPretraining;
import io.firstlight.study.file.ModelShape;
import io.firstlight.study.file.ProjectorAlignment;
import io.firstlight.study.file.TransformerShape;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.recipe.Recipe.ImagePart;
import io.firstlight.train.schedule.LearningRateSchedule;
import java.util.List;

/**
 * What each kind of stage is told: every value its result depends on, and none besides, so that changing one key of a
 * study file re-runs only what depends on it.
 */
public final class StageSettings {
    private StageSettings() {}

    /**
     * @param world name of a world, or empty for a user's directory
     * @param fingerprint of the directory, or empty
     */
    public record PrepareData(String world, String version, JsonNode worldSettings, String fingerprint) {}

    public record TrainImageEncoder(ModelShape.ImageEncoderShape shape, ImageEncoderTraining training, long seed) {}

    /** @param imageSets whose images are encoded, in order */
    public record EncodeImages(List<String> imageSets) {}

    /**
     * One segment of the trunk, from one checkpoint to the next. Without a trunk input the decoder is new from the
     * seed.
     *
     * @param schedule in tokens since the trunk's start, over the whole text budget
     * @param span the segment's part of it
     */
    public record TextSegment(
            TransformerShape decoder, TextTraining training, LearningRateSchedule schedule, Span span, long seed) {}

    public record TextTraining(Batching batching, AdamSettings optimizer) {}

    /**
     * @param fromTokens where the segment starts in the trunk
     * @param toTokens where it ends
     */
    public record Span(long fromTokens, long toTokens) {
        public long tokens() {
            return toTokens - fromTokens;
        }
    }

    /** Reads features or pixels of image set "encoder". Without a trunk the decoder is new from the seed. */
    public record AlignProjector(
            ModelShape model, ProjectorAlignment training, ImageEncoderChoice imageEncoder, long seed) {}

    /**
     * A branch with images. Its decoder comes from the aligned input, the trunk input or, with neither, from the seed.
     */
    public record ImageTextMixture(
            ModelShape model,
            ImageTextPretraining.Budget budget,
            BranchTraining training,
            VisualPart visual,
            long seed) {}

    /** A branch without images: text only, no projector. */
    public record TextOnlyBranch(TransformerShape decoder, long budgetTokens, BranchTraining training, long seed) {}

    /** @param schedule in tokens since the branch, resolved for its place on the trunk */
    public record BranchTraining(
            LearningRateSchedule schedule,
            Batching batching,
            ImageTextPretraining.LrMultiples multiples,
            AdamSettings optimizer) {}

    public record VisualPart(ImagePart images, ImageEncoderChoice imageEncoder) {}

    /** Whether the settings of an image-text stage are {@link ImageTextMixture} rather than {@link TextOnlyBranch}. */
    public static boolean hasImages(Stage stage) {
        return stage.settings().has("visual");
    }

    public record FineTune(
            ModelShape model, FineTuning training, int epochs, ImageEncoderChoice imageEncoder, long seed) {}

    public record Evaluate(EvaluationSettings evaluation, ImageEncoderChoice imageEncoder) {}
}
