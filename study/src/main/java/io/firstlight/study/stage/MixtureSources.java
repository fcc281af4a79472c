package io.firstlight.study.stage;

import io.firstlight.data.format.FormatOptions;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.mixture.MixtureComponent;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.study.file.DataRoles;
import io.firstlight.study.plan.StageSettings.ImageTextMixture;
import io.firstlight.study.recipe.Recipe.ImagePart;
import java.util.ArrayList;
import java.util.List;

/** What a branch draws its samples from. */
final class MixtureSources {
    private static final String CAPTIONS = "captions";
    private static final String INSTRUCTIONS = "instructions";

    private MixtureSources() {}

    /** The image sets it has images of. */
    static List<String> imageSets(ImageTextMixture settings) {
        return settings.visual().images().instructionShare() > 0
                ? List.of(DataRoles.DEFAULT.mixture(), DataRoles.DEFAULT.dialogues())
                : List.of(DataRoles.DEFAULT.mixture());
    }

    /**
     * Text, captioned images and dialogues about images, in the shares of the recipe. Sources are closed with the data.
     */
    static Mixture of(StageData data, ImageTextMixture settings, VisualLookup visual) {
        ImagePart images = settings.visual().images();
        List<MixtureComponent> components = new ArrayList<>();
        double captions = images.share() * (1 - images.instructionShare());
        double instructions = images.share() * images.instructionShare();
        if (captions > 0) {
            components.add(new MixtureComponent(
                    data.source(
                            DataRoles.DEFAULT.mixture(),
                            CAPTIONS,
                            FormatOptions.NONE.with(SampleFormats.CAPTION_OPTION, images.captions()),
                            visual),
                    captions));
        }
        if (instructions > 0) {
            components.add(new MixtureComponent(
                    data.source(
                            DataRoles.DEFAULT.dialogues(),
                            INSTRUCTIONS,
                            FormatOptions.NONE.with(SampleFormats.ONLY_OPTION, SampleFormats.WITH_IMAGE),
                            visual),
                    instructions));
        }
        return Mixture.of(text(data), components, settings.budget().shareOf());
    }

    static SampleSource text(StageData data) {
        return data.source(
                DataRoles.DEFAULT.text(), TextPretrainingBody.TEXT_SOURCE, FormatOptions.NONE, VisualLookup.none());
    }
}
