package io.firstlight.study.summary;

import io.firstlight.study.file.Recipe;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.recipe.RecipeSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands outside the mixture's budget in a study of the short form, and who got it. */
final class ShortFormDisclosures {
    private final StudyFile.Encoding encoding;
    private final List<Recipe> recipes;
    private final List<RecipeSection> sections;

    ShortFormDisclosures(StagePlan plan, StudyFile.Phases phases) {
        this.encoding = phases.encoding();
        this.recipes = plan.recipes();
        this.sections =
                recipes.stream().map(Recipe::section).flatMap(Optional::stream).toList();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (anyEncoder()) {
            String patches =
                    recipes.stream().anyMatch(recipe -> recipe.imageEncoder() == ImageEncoderChoice.PATCH_PROJECTION)
                            ? " Recipes with patch projection use no encoder; their projector was aligned on as "
                                    + "many images more."
                            : "";
            lines.add(String.format(
                    Locale.ROOT,
                    "The image encoder was trained on %,d views of captioned images, once for each seed, outside"
                            + " the mixture's budget; every recipe with a ViT starts from it.%s",
                    encoding.imageEncoderTraining().views(),
                    patches));
        }
        if (aligns()) {
            String without =
                    sections.stream().anyMatch(section -> section.images().isNone())
                            ? " Recipes without images in the mixture had none: their projector is new at fine-tuning,"
                                    + " and a step from no images to few is also a step from no alignment to alignment."
                            : "";
            lines.add(String.format(
                    Locale.ROOT,
                    "The projector was aligned on %,d image views outside the mixture's budget, with features or"
                            + " with patches, before every mixture that has images.%s",
                    encoding.projectorAlignment().views(),
                    without));
        }
        bothCaptions().ifPresent(lines::add);
        if (sections.stream().map(RecipeSection::textPercent).distinct().count() > 1) {
            lines.add("The mixture's budget is the same at every branch point, so a later branch has seen more text "
                    + "in all.");
        }
        return lines;
    }

    private boolean anyEncoder() {
        return recipes.stream().anyMatch(recipe -> recipe.imageEncoder().needsEncoder());
    }

    private boolean aligns() {
        return encoding.projectorAlignment().views() > 0
                && sections.stream().anyMatch(section -> !section.images().isNone());
    }

    /** Captions are a choice of the mixture alone: the stages before it may have seen the other style. */
    private Optional<String> bothCaptions() {
        List<String> stages = new ArrayList<>();
        if (encoding.imageEncoderTraining().captions().equals("both") && anyEncoder()) {
            stages.add("the image encoder");
        }
        if (encoding.projectorAlignment().captions().equals("both") && aligns()) {
            stages.add("the projector's alignment");
        }
        return stages.isEmpty()
                ? Optional.empty()
                : Optional.of("Short and rich captions differ in the mixture only: " + String.join(" and ", stages)
                        + " saw both in every recipe.");
    }
}
