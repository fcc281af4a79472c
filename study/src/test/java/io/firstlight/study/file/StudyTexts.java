package io.firstlight.study.file;

import io.firstlight.study.world.PlainWorld;

/** Study files for tests. */
public final class StudyTexts {
    /** The least a study file can say. */
    public static final String MINIMAL = """
            name: small
            question: why?
            data: {world: quickstart}
            model:
              decoder: {width: 64, layers: 2, heads: 2, feed_forward_width: 128}
            text_pretraining: {budget_tokens: 100k, peak_lr: 4e-3}
            image_text_pretraining: {budget_tokens: 20k}
            """;

    private StudyTexts() {}

    /** The minimal file with more lines at its end. */
    public static StudyFile parse(String more) {
        return reader().parse(MINIMAL + more, "small.yaml", "");
    }

    public static StudyFileReader reader() {
        return new StudyFileReader(PlainWorld.WORLDS);
    }
}
