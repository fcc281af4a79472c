package io.firstlight.study.stage;

import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.mixture.MixtureComponent;
import io.firstlight.data.source.CaptionSource;
import io.firstlight.data.source.CaptionStyle;
import io.firstlight.data.source.DialogueEncoder;
import io.firstlight.data.source.DialogueFilter;
import io.firstlight.data.source.DialogueSource;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.source.TextSource;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.study.plan.StageSettings.ImageTextMixture;
import io.firstlight.study.recipe.Recipe.ImagePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a branch draws its samples from. */
final class MixtureSources {
    private static final String CAPTIONS = "captions";
    private static final String INSTRUCTIONS = "instructions";

    private MixtureSources() {}

    /** The image sets it has images of. */
    static List<String> imageSets(ImageTextMixture settings) {
        return settings.visual().images().instructionShare() > 0 ? List.of("mixture", "dialogues") : List.of("mixture");
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
                    data.register(CaptionSource.open(
                            CAPTIONS,
                            data.directory().captionFile("mixture"),
                            CaptionStyle.valueOf(images.captions().toUpperCase(Locale.ROOT)),
                            data.tokenizer(),
                            visual)),
                    captions));
        }
        if (instructions > 0) {
            DialogueEncoder encoder = new DialogueEncoder(
                    data.tokenizer(), data.directory().description().template());
            components.add(new MixtureComponent(
                    data.register(DialogueSource.open(
                            INSTRUCTIONS, data.directory().dialogueFile(), DialogueFilter.WITH_IMAGE, encoder, visual)),
                    instructions));
        }
        return Mixture.of(text(data), components, settings.budget().shareOf());
    }

    static SampleSource text(StageData data) {
        return data.register(TextSource.open(
                TextPretrainingBody.TEXT_SOURCE, data.directory().trainText(), data.tokenizer()));
    }
}
