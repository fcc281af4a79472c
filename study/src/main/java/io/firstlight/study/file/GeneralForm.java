package io.firstlight.study.file;

import io.firstlight.study.chain.StageChain;
import io.firstlight.study.settings.ModelShape;

/** The general form: the section {@code stages} names every stage. */
public record GeneralForm(StageChain chain) implements TrainingForm {
    @Override
    public StageChain chain(ModelShape model) {
        return chain;
    }
}
