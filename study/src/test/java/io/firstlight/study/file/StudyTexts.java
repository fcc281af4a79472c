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

    /** A small study of the general form. */
    public static final String GENERAL = """
            name: small
            question: why?
            data: {world: quickstart}
            model:
              decoder: {width: 64, layers: 2, heads: 2, feed_forward_width: 128}
            stages:
              encoder: {objective: contrastive, mixture: {pictures: 1}, budget_views: 1k, schedule: {peak_lr: 3e-3}}
              trunk:
                mixture: {words: 1}
                budget_tokens: 100k
                checkpoints_percent: [20, 80]
                schedule: {peak_lr: 4e-3, shape: cosine}
              blend:
                after: trunk
                at_percent: 80
                mixture: {pictures: {visual_tokens: 0.3, captions: short}, words: rest}
                budget_tokens: 20k
                schedule: {start: continue}
                optimizer: carry
              tune: {after: blend, mixture: {chats: 1}, epochs: 1, schedule: {peak_lr: 1e-3}}
            """;

    private StudyTexts() {}

    /** The minimal file with more lines at its end. */
    public static StudyFile parse(String more) {
        return reader().parse(MINIMAL + more, "small.yaml", "");
    }

    /** What the sections of the short form say. */
    static ShortForm shortForm(StudySettings settings) {
        return settings.shortForm().orElseThrow();
    }

    public static StudyFileReader reader() {
        return new StudyFileReader(PlainWorld.WORLDS);
    }
}
