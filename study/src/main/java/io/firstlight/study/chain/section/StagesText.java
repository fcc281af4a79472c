package io.firstlight.study.chain.section;

import io.firstlight.data.format.SampleFormats;
import io.firstlight.study.chain.ChainStage;
import io.firstlight.study.chain.StageChain;
import io.firstlight.study.chain.StagePoint;
import io.firstlight.study.chain.StageTraining;
import io.firstlight.study.settings.AdamSettings;
import io.firstlight.study.settings.LearningRate;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.training.AlignmentSettings;
import io.firstlight.study.training.ContrastiveSettings;
import io.firstlight.study.training.MixtureSettings;
import io.firstlight.study.training.ModelParts;
import io.firstlight.study.training.NextTokenSettings;
import io.firstlight.study.training.ObjectiveSettings;
import io.firstlight.study.training.RateSettings;
import io.firstlight.study.training.TrainingBudget;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a chain as the sections of the general form, with the value of every key: {@link StagesReader} makes the same
 * chain of them, but for labels. Learning rates in tokens are written as the segments that they are.
 */
public final class StagesText {
    private final ChainStage stage;
    private final Map<String, Object> text = new LinkedHashMap<>();

    private StagesText(ChainStage stage) {
        this.stage = stage;
    }

    /** The sections {@code stages}, {@code image_features} and {@code evaluation} of {@code chain}, as plain values. */
    public static Map<String, Object> of(StageChain chain) {
        Map<String, Object> stages = new LinkedHashMap<>();
        chain.stages().forEach(stage -> stages.put(stage.name(), new StagesText(stage).write()));
        Map<String, Object> sections = new LinkedHashMap<>();
        sections.put(StagesReader.STAGES, stages);
        sections.put(
                StagesReader.FEATURES,
                Map.of(
                        "images", chain.features().images(),
                        "floor_captions", chain.features().floors().captions()));
        sections.put(
                "evaluation",
                Map.of("after", chain.evaluated().inputs().get(StageRole.MODEL).stage()));
        return sections;
    }

    private Map<String, Object> write() {
        StageTraining training = stage.training();
        text.put("objective", objective(training.objective()).name);
        writeStart();
        if (training.objective() instanceof NextTokenSettings || training.objective() instanceof AlignmentSettings) {
            text.put("image_encoder", imageEncoder(training.model()));
        }
        text.put("mixture", mixture(training.mixture(), training.budget()));
        switch (training.budget().unit()) {
            case TOKENS -> text.put("budget_tokens", training.budget().to());
            case VIEWS -> text.put("budget_views", training.budget().to());
            case EPOCHS -> text.put("epochs", training.budget().to());
        }
        text.put(ScheduleReader.SCHEDULE, schedule(training.rates()));
        writeOptimizer(training);
        writeBatches(training.objective());
        text.put("order", training.order());
        text.put("label", stage.label().words());
        return text;
    }

    private static StageObjective objective(ObjectiveSettings objective) {
        return objective instanceof NextTokenSettings
                ? StageObjective.NEXT_TOKEN
                : objective instanceof AlignmentSettings ? StageObjective.ALIGNMENT : StageObjective.CONTRASTIVE;
    }

    /** What it comes after is what its moments go on from, else its decoder; other weights are named one by one. */
    private void writeStart() {
        Map<StageRole, StagePoint> inputs = stage.inputs();
        StagePoint after = inputs.getOrDefault(StageRole.OPTIMIZER, inputs.get(StageRole.DECODER));
        if (after != null) {
            text.put("after", after.stage());
            text.put("at_percent", after.percent());
        }
        Map<String, Object> start = new LinkedHashMap<>();
        for (StageRole module : stage.training().modules()) {
            StagePoint from = inputs.get(module);
            if (from == null) {
                start.put(name(module), StageOrder.NEW);
            } else if (!from.equals(after)) {
                start.put(name(module), from.stage());
            }
        }
        StagePoint features = inputs.get(StageRole.FEATURES);
        if (features != null) {
            start.put(name(StageRole.IMAGE_ENCODER), features.stage());
        }
        if (!start.isEmpty()) {
            text.put("start", start);
        }
    }

    private static String name(StageRole module) {
        return Lineage.MODULES.entrySet().stream()
                .filter(entry -> entry.getValue() == module)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static String imageEncoder(ModelParts model) {
        return model instanceof ModelParts.VisionLanguage vision
                ? vision.visualTokens().serializedName()
                : StageReader.NONE;
    }

    private static Map<String, Object> mixture(MixtureSettings mixture, TrainingBudget budget) {
        Map<String, Object> sources = new LinkedHashMap<>();
        for (MixtureSettings.Part part : mixture.parts()) {
            Map<String, Object> options = new LinkedHashMap<>();
            options.put(MixtureReader.SOURCE, part.source());
            if (budget.unit() == TrainingBudget.Unit.TOKENS) {
                options.put(mixture.shareOf().serializedName(), part.share());
            }
            if (part.options().containsKey(SampleFormats.CAPTION_OPTION)) {
                options.put(StageKeys.CAPTIONS, part.options().get(SampleFormats.CAPTION_OPTION));
            }
            if (budget.unit() != TrainingBudget.Unit.VIEWS) {
                options.put(
                        MixtureReader.DIALOGUES,
                        part.options().getOrDefault(SampleFormats.ONLY_OPTION, MixtureReader.ALL));
                options.put(MixtureReader.FIRST, part.first());
            }
            sources.put(part.name(), options);
        }
        if (!mixture.rest().isEmpty()) {
            sources.put(mixture.rest(), MixtureReader.REST);
        }
        return sources;
    }

    private static Object schedule(RateSettings rates) {
        if (rates instanceof RateSettings.InTokens tokens) {
            return tokens.schedule().segments().stream()
                    .map(segment -> {
                        Map<String, Object> written = new LinkedHashMap<>();
                        written.put("tokens", segment.toToken() - segment.fromToken());
                        written.put("shape", ScheduleShapes.name(segment.shape()));
                        written.put("power", segment.power());
                        written.put("from_lr", segment.fromLr());
                        written.put("to_lr", segment.toLr());
                        return written;
                    })
                    .toList();
        }
        LearningRate rate = ((RateSettings.InShares) rates).rate();
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("start", StageOrder.NEW);
        written.put("peak_lr", rate.peak());
        written.put("shape", ScheduleShapes.name(rate.shape()));
        written.put("end_lr", rate.end());
        written.put("power", rate.power());
        written.put("warmup_share", rate.warmup());
        return written;
    }

    private void writeOptimizer(StageTraining training) {
        if (training.objective() instanceof NextTokenSettings) {
            text.put("optimizer", stage.inputs().containsKey(StageRole.OPTIMIZER) ? "carry" : "reset");
            text.put("keeps_optimizer", training.optimizer().keepsState());
            if (training.budget().unit() == TrainingBudget.Unit.TOKENS) {
                text.put(StageKeys.CHECKPOINTS, stage.checkpointsPercent());
            }
        }
        if (!(training.objective() instanceof ContrastiveSettings)) {
            text.put("train", TrainReader.text(training));
        }
        AdamSettings adam = training.optimizer().adam();
        text.put("beta1", adam.beta1());
        text.put("beta2", adam.beta2());
        text.put("weight_decay", adam.weightDecay());
        text.put("clip_norm", adam.clipNorm());
    }

    private void writeBatches(ObjectiveSettings objective) {
        if (objective instanceof NextTokenSettings nextToken) {
            text.put("batch_tokens", nextToken.batching().batchTokens());
            text.put("sequence_length", nextToken.batching().sequenceLength());
            text.put("document_mask", nextToken.batching().documentMask());
        } else if (objective instanceof AlignmentSettings alignment) {
            text.put("batch_images", alignment.batchImages());
        } else if (objective instanceof ContrastiveSettings contrastive) {
            text.put("batch_images", contrastive.batchImages());
            text.put("extra_captions", contrastive.extraCaptions());
        }
    }
}
