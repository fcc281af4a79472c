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

    /**
     * A branch. Without images ({@link ImagePart#NONE}) it is text only and {@code visual} is {@link Visual#NONE}.
     *
     * @param start where on the trunk it starts; the schedule is resolved from it
     */
    public record ImageTextMixture(TransformerShape decoder, ImageTextPretraining training, BranchStart start,
            Visual visual, long seed) {}

    /** @param tokens tokens of the trunk behind the branch; @param trunk whose schedule continues */
    public record BranchStart(int textPercent, long tokens, Trunk trunk) {}

    /** The visual side of a mixture. {@code model} and {@code imageEncoder} are absent from NONE, hence lists of 0 or 1. */
    public record Visual(ImagePart images, List<ModelShape> model, List<ImageEncoderChoice> imageEncoder) {
        public static final Visual NONE = new Visual(ImagePart.NONE, List.of(), List.of());

        public Visual {
            model = List.copyOf(model);
            imageEncoder = List.copyOf(imageEncoder);
        }

        public boolean isNone() {
            return images.isNone();
        }
    }

    public record FineTune(ModelShape model, FineTuning training, int epochs, ImageEncoderChoice imageEncoder,
            long seed) {}

    public record Evaluate(EvaluationSettings evaluation, ImageEncoderChoice imageEncoder) {}
}
