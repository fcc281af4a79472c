package io.firstlight.study.recipe;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * One way to make a model; with a seed it is one model.
 *
 * @param textPercent where in the text budget images enter, in percent
 * @param images what images the mixture holds
 * @param fineTuneEpochs passes over the dialogues
 * @param imageEncoder where visual tokens come from
 */
public record Recipe(int textPercent, ImagePart images, int fineTuneEpochs, ImageEncoderChoice imageEncoder) {

    /** A name that is the same in every study: {@code text80-image0.3-instruction0-epochs2-frozen_vit-short}. */
    public String id() {
        return "text" + textPercent + "-image" + plain(images.share())
                + (images.isNone() ? "" : "-instruction" + plain(images.instructionShare()))
                + "-epochs" + fineTuneEpochs + "-" + imageEncoder.serializedName()
                + (images.isNone() ? "" : "-" + images.captions());
    }

    /** The recipe without what has no effect in it: captions and instruction share where there is no image. */
    public Recipe normalised() {
        return images.isNone() ? new Recipe(textPercent, ImagePart.NONE, fineTuneEpochs, imageEncoder) : this;
    }

    static String plain(double value) {
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
