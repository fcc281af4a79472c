package io.firstlight.study.stage;

import io.firstlight.study.plan.StageKind;
import io.firstlight.study.run.StageBody;
import io.firstlight.tensor.Engine;
import java.util.EnumMap;
import java.util.Map;

/** The body of every kind of stage. */
public final class StageBodies {
    private static final Map<StageKind, StageBody> BODIES = Map.of(
            StageKind.PREPARE_DATA, new PrepareDataBody(),
            StageKind.TRAIN_IMAGE_ENCODER, new TrainImageEncoderBody(),
            StageKind.ENCODE_IMAGES, new EncodeImagesBody(),
            StageKind.TEXT_PRETRAINING, new TextPretrainingBody(),
            StageKind.ALIGN_PROJECTOR, new AlignProjectorBody(),
            StageKind.IMAGE_TEXT_PRETRAINING, new ImageTextPretrainingBody(),
            StageKind.FINE_TUNING, new FineTuningBody(),
            StageKind.EVALUATE, new EvaluateBody());

    private StageBodies() {}

    /** A body for every kind, each setting up the arithmetic of its thread first. */
    public static Map<StageKind, StageBody> all() {
        Map<StageKind, StageBody> all = new EnumMap<>(StageKind.class);
        BODIES.forEach((kind, body) -> all.put(kind, withArithmetic(kind, body)));
        return all;
    }

    static StageBody withArithmetic(StageKind kind, StageBody body) {
        return context -> {
            if (kind == StageKind.PREPARE_DATA) {
                // It draws and computes no tensors, on a worker that may have trained before.
                Engine.keepDenormals();
            } else {
                // With OpenMP the number of threads belongs to the thread that computes, which is the executor's
                // worker.
                Engine.setComputeThreads(context.numThreads());
            }
            body.run(context);
        };
    }
}
