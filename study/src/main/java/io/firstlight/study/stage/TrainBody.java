package io.firstlight.study.stage;

import io.firstlight.core.error.UserException;
import io.firstlight.model.decoder.Decoder;
import io.firstlight.model.projector.Projector;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.study.training.PartUpdateOptions;
import io.firstlight.study.training.StageData;
import io.firstlight.study.training.TokenReport;
import io.firstlight.study.training.Training;
import io.firstlight.study.training.TrainingContext;
import io.firstlight.study.training.TrainingRun;
import io.firstlight.study.training.TrainingSettings;
import io.firstlight.train.objective.Objective;
import io.firstlight.train.optimizer.AdamW;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A training stage from beginning to end: start weights, what trains, the optimizer, the run, and what is kept of it.
 * Segments of a trunk follow one another exactly, because weights, moments, schedule and the order of samples go on: 0
 * to 80 to 100 % is the run that went to 100 % at once.
 */
final class TrainBody {
    private static final Map<StageRole, String> MODULES = Map.of(
            StageRole.DECODER, Decoder.PREFIX,
            StageRole.PROJECTOR, Projector.PREFIX,
            StageRole.IMAGE_ENCODER, ImageEncoder.PREFIX);

    private TrainBody() {}

    static void run(TrainingSettings settings, StageContext context) throws IOException {
        TrainingContext trainingContext = new TrainingContext(
                context.stage().label(),
                context.stage().key(),
                context.workDirectory(),
                context.outputDirectory(),
                context.progress());
        try (StageData data = context.openData();
                Training training =
                        settings.objective().open(settings, data, context.placement(), context.progress())) {
            readStartWeights(training, context);
            AdamW.UpdateSettings adamW = PartUpdateOptions.train(training, settings.optimizer());
            try (AdamW optimizer = new AdamW(training.parameters(), adamW)) {
                TrainingRun run = new TrainingRun(trainingContext, training.parameters(), optimizer);
                Objective objective = training.objective();
                requireSamples(objective, context.stage());
                restoreState(run, objective, context);
                Optional<TokenReport> report = training.samples().map(samples -> samples.report(trainingContext));
                run.run(
                        objective,
                        settings.rates().over(objective.plannedUnits()),
                        settings.optimizer().adam().clipNorm());
                training.save(trainingContext.output());
                if (settings.optimizer().keepsState()) {
                    run.keepState(objective);
                }
                if (report.isPresent()) {
                    report.get().write();
                }
            }
        }
    }

    /** A pass over data of which nothing can be used, such as dialogues whose images are all damaged, has no length. */
    private static void requireSamples(Objective objective, Stage stage) {
        if (objective.plannedUnits() == 0) {
            throw new UserException("stage '" + stage.label() + "' has nothing to train on: no sample of its sources"
                    + " can be used. ./firstlight data verify says what is wrong with each");
        }
    }

    /** Each module from the input that has its role; new modules stay as the seed made them. */
    private static void readStartWeights(Training training, StageContext context) throws IOException {
        for (Map.Entry<StageRole, String> module : MODULES.entrySet()) {
            if (context.stage().reads(module.getKey())) {
                training.readWeights(context.input(module.getKey()), name -> name.startsWith(module.getValue()));
            }
        }
        if (!context.stage().reads(StageRole.PROJECTOR)) {
            training.fitProjector();
        }
    }

    /** Takes over moments and the place in the data, each from the input that has its role. */
    private static void restoreState(TrainingRun run, Objective objective, StageContext context) throws IOException {
        if (context.stage().reads(StageRole.OPTIMIZER)) {
            run.carryOptimizer(context.input(StageRole.OPTIMIZER));
        }
        if (context.stage().reads(StageRole.SAMPLE_ORDER)) {
            TrainingRun.restorePosition(objective, context.input(StageRole.SAMPLE_ORDER));
        }
    }
}
