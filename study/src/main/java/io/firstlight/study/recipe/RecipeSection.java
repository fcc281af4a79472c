package io.firstlight.study.recipe;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.firstlight.study.axis.AxisKey;

/**
 * What the section {@code recipe} of a study file says, in the short form for the paper's own pipeline.
 *
 * @param textPercent where in the text budget images enter, in percent
 * @param images what images the mixture holds
 * @param fineTuneEpochs passes over the dialogues
 * @param imageEncoder where visual tokens come from
 */
public record RecipeSection(int textPercent, ImagePart images, int fineTuneEpochs, ImageEncoderChoice imageEncoder) {
    /** The section without what has no effect in it: captions and instruction share where there is no image. */
    public RecipeSection normalised() {
        return images.isNone() ? new RecipeSection(textPercent, ImagePart.NONE, fineTuneEpochs, imageEncoder) : this;
    }

    /** The same with images from another point of the text budget. */
    public RecipeSection withTextPercent(int percent) {
        return new RecipeSection(percent, images, fineTuneEpochs, imageEncoder);
    }

    /** The value of one of its keys as results write it; "none" where it has no effect. */
    public String text(AxisKey key) {
        return switch (key.name()) {
            case "text_percent" -> Integer.toString(textPercent);
            case "image_share" -> plain(images.share());
            case "instruction_share" -> images.isNone() ? "none" : plain(images.instructionShare());
            case "fine_tune_epochs" -> Integer.toString(fineTuneEpochs);
            case "image_encoder" -> imageEncoder.serializedName();
            case "captions" -> images.isNone() ? "none" : images.captions();
            default -> throw new IllegalArgumentException("a recipe section has no key " + key.path());
        };
    }

    /** A name that is the same in every study: {@code text80-image0.3-instruction0-epochs2-frozen_vit-short}. */
    public String id() {
        return "text" + textPercent + "-image" + plain(images.share())
                + (images.isNone() ? "" : "-instruction" + plain(images.instructionShare()))
                + "-epochs" + fineTuneEpochs + "-" + imageEncoder.serializedName()
                + (images.isNone() ? "" : "-" + images.captions());
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /**
     * The image part of the mixture.
     *
     * @param share of the mixture that is visual, 0 to 1, in the unit the study file names
     * @param instructionShare share of dialogues within the image part, 0 to 1
     * @param captions "short" or "rich"
     */
    public record ImagePart(double share, double instructionShare, String captions) {
        public static final ImagePart NONE = new ImagePart(0, 0, "");

        @JsonIgnore
        public boolean isNone() {
            return share == 0;
        }
    }
}
