package io.firstlight.study.file;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.Range;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.recipe.RecipeSection;
import io.firstlight.study.recipe.RecipeSection.ImagePart;
import java.util.List;
import java.util.Set;

/** Reads the section {@code recipe}; its defaults stand here and nowhere else. */
final class RecipeSectionReader {
    private static final Set<String> CAPTIONS = Set.of("short", "rich");
    // A share of 1 leaves no room for text, not even the images' own captions.
    private static final Range IMAGE_SHARE = new Range(0, false, 1, true);

    private RecipeSectionReader() {}

    /**
     * Reads the section.
     *
     * @param checkpointsPercent percentages of the text budget at which branches may start
     */
    static RecipeSection read(ConfigMap section, List<Integer> checkpointsPercent) {
        int percent = section.count("text_percent", Range.between(0, 100), 80);
        if (!checkpointsPercent.contains(percent)) {
            ConfigValue place = section.has("text_percent") ? section.get("text_percent") : section;
            throw place.error("the trunk has no checkpoint at " + percent
                    + " %; text_pretraining.checkpoints_percent allows " + checkpointsPercent);
        }
        ImagePart images = new ImagePart(
                section.number("image_share", IMAGE_SHARE, 0.3),
                section.number("instruction_share", Range.SHARE, 0),
                section.oneOf("captions", CAPTIONS, "short"));
        return new RecipeSection(
                        percent,
                        images,
                        section.count("fine_tune_epochs", Range.between(1, 1000), 2),
                        ImageEncoderChoice.of(section.oneOf(
                                "image_encoder",
                                ImageEncoderChoice.names(),
                                ImageEncoderChoice.FROZEN_VIT.serializedName())))
                .normalised();
    }
}
