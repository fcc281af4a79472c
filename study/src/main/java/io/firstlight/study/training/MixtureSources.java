package io.firstlight.study.training;

import io.firstlight.data.format.FormatOptions;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.mixture.MixtureComponent;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.source.SourcePrefix;
import io.firstlight.data.visual.PixelLookup;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.study.training.MixtureSettings.Part;
import java.util.List;

/** Opens what a mixture names. Everything it opens is closed with the data. */
final class MixtureSources {
    private MixtureSources() {}

    /** The mixture of a stage: a budget of tokens, or whole passes. */
    static Mixture open(TrainingSettings settings, StageData data, VisualLookup images) {
        if (settings.budget().endsWithData()) {
            List<SampleSource> sources = settings.mixture().parts().stream()
                    .map(part -> source(part, data, images))
                    .toList();
            return Mixture.passes(sources, Math.toIntExact(settings.budget().amount()));
        }
        return budgeted(settings.mixture(), data, images);
    }

    static Mixture budgeted(MixtureSettings mixture, StageData data, VisualLookup images) {
        List<MixtureComponent> components = mixture.parts().stream()
                .map(part -> new MixtureComponent(source(part, data, images), part.share()))
                .toList();
        SampleSource rest = data.source(mixture.rest(), mixture.rest(), FormatOptions.NONE, VisualLookup.none());
        return Mixture.of(rest, components, mixture.shareOf());
    }

    static SampleSource source(Part part, StageData data, VisualLookup images) {
        SampleSource all = data.source(part.source(), part.name(), new FormatOptions(part.options()), images);
        return part.first() > 0 ? new SourcePrefix(all, part.first()) : all;
    }

    /** Images as the stage's model reads them: cached features or pixels. */
    static VisualLookup images(Vision vision, TrainingSettings settings, StageData data) {
        return data.images(vision, imageSources(settings.mixture(), data));
    }

    /** The same images as pixels, which are there before any encoder is. */
    static VisualLookup pixels(ModelParts model, MixtureSettings mixture, StageData data) {
        if (model instanceof ModelParts.VisionLanguage vision) {
            List<ImageArchive> archives = data.catalog().distinctImages(imageSources(mixture, data)).stream()
                    .map(data::archive)
                    .toList();
            ImageEncoderConfig encoder = vision.shape().imageEncoder().config();
            return PixelLookup.of(archives, encoder).atMost(encoder.maxVisualTokens());
        }
        return VisualLookup.none();
    }

    /** All sources but dialogues about no image at all: captions without images are named as a mistake. */
    private static List<String> imageSources(MixtureSettings mixture, StageData data) {
        List<String> withImages = data.catalog().imageSetNames();
        return mixture.parts().stream()
                .map(Part::source)
                .distinct()
                .filter(source -> withImages.contains(source)
                        || !data.catalog().source(source).kind().equals(SampleFormats.DIALOGUES))
                .toList();
    }
}
