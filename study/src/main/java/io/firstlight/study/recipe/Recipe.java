package io.firstlight.study.recipe;

/**
 * One way to make a model; with a seed it is one model.
 *
 * @param textPercent    where in the text budget images enter, in percent
 * @param images         what images the mixture holds
 * @param fineTuneEpochs passes over the dialogues
 * @param imageEncoder   where visual tokens come from
 */
public record Recipe(int textPercent, ImagePart images, int fineTuneEpochs, ImageEncoderChoice imageEncoder) {

    /**
     * The image part of the mixture.
     *
     * @param share            of the mixture that is visual, 0 to 1, in the unit the study file names
     * @param instructionShare share of dialogues within the image part, 0 to 1
     * @param captions         "short" or "rich"
     */
    public record ImagePart(double share, double instructionShare, String captions) {
        public static final ImagePart NONE = new ImagePart(0, 0, "");

        public boolean isNone() {
            return share == 0;
        }
    }
}
