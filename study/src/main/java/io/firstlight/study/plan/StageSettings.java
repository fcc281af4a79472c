package io.firstlight.study.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.study.file.EvaluationSettings;
import io.firstlight.study.file.FineTuning;
import io.firstlight.study.file.AdamSettings;
import io.firstlight.study.file.Batching;
import io.firstlight.study.file.ImageEncoderTraining;
import io.firstlight.study.file.ImageTextPretraining;
import io.firstlight.study.file.ModelShape;
import io.firstlight.study.file.ProjectorAlignment;
import io.firstlight.study.file.TextPretraining.Trunk;
import io.firstlight.study.file.TransformerShape;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.recipe.Recipe.ImagePart;
import java.util.List;

/**
 * What each kind of stage is told: every value its result depends on, and none besides, so that changing one key of a
 * study file re-runs only what depends on it.
 */
public final class StageSettings {
    private StageSettings() {}

    /** @param world name of a world, or empty for a user's directory; @param fingerprint of the directory, or empty */
    public record PrepareData(String world, String version, JsonNode worldSettings, String fingerprint) {}

    public record TrainImageEncoder(ModelShape.ImageEncoderShape shape, ImageEncoderTraining training, long seed) {}

    /** @param imageSets whose images are encoded, in order */
    public record EncodeImages(List<String> imageSets) {}

    /** One segment of the trunk, from one branch point to the next. At {@code fromTokens} 0 the decoder is new from the seed. */
    public record TextSegment(TransformerShape decoder, Trunk trunk, Batching batching, AdamSettings optimizer,
            Span span, long seed) {}

    /** @param fromTokens where the segment starts in the trunk; @param toTokens where it ends */
    public record Span(long fromTokens, long toTokens) {}

    /** Reads features or pixels of image set "mixture". Without a trunk the decoder is new from the seed. */
    public record AlignProjector(ModelShape model, ProjectorAlignment training, ImageEncoderChoice imageEncoder,
            long seed) {}

    /** A branch with images. Its decoder comes from the aligned input, the trunk input or, with neither, from the seed. */
    public record ImageTextMixture(ModelShape model, ImageTextPretraining training, BranchStart start, VisualPart visual,
            long seed) {}

    /** A branch without images: text only, no projector. */
    public record TextOnlyBranch(TransformerShape decoder, ImageTextPretraining training, BranchStart start, long seed) {}

    /**
     * Where a branch starts. {@code training.schedule} has been resolved for it: the warm-up has tokens only at 0 %, the
     * re-warming only where one is due, so a branch with neither continues the trunk's learning rate.
     *
     * @param tokens of the trunk behind the branch
     * @param trunk  whose schedule continues; {@link #NO_TRUNK} at 0 %
     */
    public record BranchStart(long tokens, Trunk trunk) {
        public static final Trunk NO_TRUNK = new Trunk(0, 0, 0, 0);
    }

    public record VisualPart(ImagePart images, ImageEncoderChoice imageEncoder) {}

    /** Whether the settings of an image-text stage are {@link ImageTextMixture} rather than {@link TextOnlyBranch}. */
    public static boolean hasImages(Stage stage) {
        return stage.settings().has("visual");
    }

    public record FineTune(ModelShape model, FineTuning training, int epochs, ImageEncoderChoice imageEncoder,
            long seed) {}

    public record Evaluate(EvaluationSettings evaluation, ImageEncoderChoice imageEncoder) {}
}
