package io.firstlight.bench.verdict;

import io.firstlight.study.file.Recipe;
import io.firstlight.study.file.StudyAxis;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.file.StudyFileReader;
import io.firstlight.study.world.Worlds;
import java.util.List;
import java.util.Map;

/** The axes of the quickstart's budgets of 4 and of 23 recipes, whose effects a simulated study tests. */
final class SimulatedAxes {
    private static final String STUDY = """
            name: simulated
            question: none
            data: {directory: none}
            model:
              decoder: {width: 64, layers: 2, heads: 2, feed_forward_width: 128}
            text_pretraining: {budget_tokens: 100k, peak_lr: 4e-3}
            image_text_pretraining: {budget_tokens: 20k}
            recipe: {text_percent: 80, image_share: 0.4, fine_tune_epochs: 1, captions: rich}
            axes:
            """;
    private static final String FOUR = """
              - {vary: text_percent, values: [0, 80, 100]}
              - {vary: image_share, values: [0, 0.4]}
            """;
    private static final String ALL = """
              - {vary: text_percent, values: [0, 20, 40, 60, 80, 100]}
              - {vary: image_share, values: [0, 0.05, 0.1, 0.2, 0.5]}
              - {vary: image_share, values: [0, 0.05, 0.1, 0.2, 0.5], at: {text_percent: 0}}
              - {vary: instruction_share, values: [0, 0.5], at: {image_share: 0.2}}
              - {vary: fine_tune_epochs, values: [1, 2, 4, 8]}
              - {vary: image_encoder, values: [frozen_vit, trained_vit, patch_projection]}
              - {vary: captions, values: [short, rich]}
            """;
    private static final Map<Integer, StudyFile> STUDIES = Map.of(4, read(FOUR), 23, read(ALL));

    private SimulatedAxes() {}

    private static StudyFile read(String axes) {
        return new StudyFileReader(Worlds.installed()).parse(STUDY + axes, "simulated.yaml", "");
    }

    static List<Recipe> recipes(int count) {
        return STUDIES.get(count).comparison().recipes();
    }

    static List<StudyAxis> axes(int count) {
        return STUDIES.get(count).comparison().axes();
    }
}
