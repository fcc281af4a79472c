package io.firstlight.study.file;

import io.firstlight.study.settings.ModelShape;
import java.util.List;
import java.util.Map;

/**
 * A study file, read and checked, with the chosen budget laid over it and every default filled in.
 *
 * @param identity what the study is called and where it was read
 * @param data the data set
 * @param settings of the default recipe
 * @param comparison which recipes, seeds and objective
 * @param resolved everything the file says, with every default, under the file's own keys
 */
public record StudyFile(
        Identity identity,
        DataChoice data,
        StudySettings settings,
        Comparison comparison,
        Map<String, Object> resolved) {

    /** Shapes of decoder and image encoder. */
    public ModelShape model() {
        return settings.model();
    }

    /** This study over other seeds. */
    public StudyFile withSeeds(List<Long> seeds) {
        return new StudyFile(
                identity,
                data,
                settings,
                new Comparison(
                        comparison.defaultRecipe(),
                        comparison.axes(),
                        seeds,
                        comparison.objective(),
                        comparison.smoke()),
                resolved);
    }

    /**
     * What the study is called and where it is from.
     *
     * @param file the path as given on the command line
     * @param budget name of the overlay laid over the file, empty for none
     */
    public record Identity(String name, String question, String file, String budget) {
        /** Study and budget, for folders and to tell two budgets of one study apart. */
        public String label() {
            return budget.isEmpty() ? name : name + "-" + budget;
        }
    }

    /** The training settings of every phase of the short form, in the order a recipe walks through them. */
    public record Phases(
            Encoding encoding,
            TextPretraining textPretraining,
            ImageTextPretraining imageTextPretraining,
            FineTuning fineTuning) {}

    /** What happens to images before the decoder meets them in a mixture. */
    public record Encoding(ImageEncoderTraining imageEncoderTraining, ProjectorAlignment projectorAlignment) {}
}
