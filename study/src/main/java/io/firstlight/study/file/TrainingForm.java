package io.firstlight.study.file;

import io.firstlight.study.chain.StageChain;
import io.firstlight.study.settings.ModelShape;
import java.util.Optional;

/** How a study file says what is trained: in the short form of the paper's own pipeline, or stage by stage. */
public sealed interface TrainingForm permits ShortForm, GeneralForm {
    /** The stages that it means. */
    StageChain chain(ModelShape model);

    /** The sections of the short form, where the file is written in it. */
    default Optional<ShortForm> shortForm() {
        return Optional.empty();
    }
}
