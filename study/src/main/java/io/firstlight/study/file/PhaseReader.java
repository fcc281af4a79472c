package io.firstlight.study.file;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.Range;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.study.chain.section.ScheduleShapes;
import io.firstlight.study.chain.section.StageKeys;
import io.firstlight.study.file.ImageTextPretraining.BranchSchedule;
import io.firstlight.study.file.ImageTextPretraining.LrMultiples;
import io.firstlight.study.settings.Batching;
import io.firstlight.study.settings.BranchStart;
import io.firstlight.study.settings.LearningRate;
import io.firstlight.train.schedule.ScheduleShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the sections of the short form that say how each phase trains. Their defaults stand here and nowhere else;
 * those that stages of the general form have too are in {@link StageKeys}.
 */
final class PhaseReader {

    private static final Map<String, ShareOf> SHARES = names(ShareOf.values(), ShareOf::serializedName);
    private static final List<Long> ALL_CHECKPOINTS = List.of(0L, 20L, 40L, 60L, 80L, 100L);
    private final ConfigMap top;

    PhaseReader(ConfigMap top) {
        this.top = top;
    }

    StudyFile.Phases read() {
        TextPretraining text = readText(top.map("text_pretraining"));
        StudyFile.Encoding encoding = new StudyFile.Encoding(
                readEncoder(top.mapOrEmpty("image_encoder_training")),
                readAlignment(top.mapOrEmpty("projector_alignment")));
        return new StudyFile.Phases(
                encoding,
                text,
                readMixture(top.map("image_text_pretraining"), text),
                readFineTuning(top.mapOrEmpty("fine_tuning"), text));
    }

    private static TextPretraining readText(ConfigMap section) {
        long budget = section.whole("budget_tokens", Range.atLeast(100));
        double peak = section.number("peak_lr", Range.POSITIVE);
        TextPretraining.Trunk trunk = new TextPretraining.Trunk(
                budget,
                section.whole("warmup_tokens", Range.between(0, budget - 1), Math.round(budget * 0.03)),
                peak,
                section.number("end_lr", Range.between(0, peak), peak * 0.1));
        Batching batching = StageKeys.batching(section, StageKeys.BATCHING);
        return new TextPretraining(
                trunk,
                StageKeys.checkpoints(section, ALL_CHECKPOINTS, budget, batching.batchTokens()),
                batching,
                StageKeys.adam(section, 0.1));
    }

    private static ImageEncoderTraining readEncoder(ConfigMap section) {
        return new ImageEncoderTraining(
                section.whole("views", Range.atLeast(1), 120_000),
                StageKeys.contrast(section),
                StageKeys.captions(section),
                readRate(section, 3e-3, 0.05),
                StageKeys.adam(section, 0.05));
    }

    private static ProjectorAlignment readAlignment(ConfigMap section) {
        return new ProjectorAlignment(
                section.whole("views", Range.NOT_NEGATIVE, 40_000),
                StageKeys.batchImages(section),
                StageKeys.captions(section),
                readRate(section, 3e-3, 0.05),
                StageKeys.adam(section, 0));
    }

    private static ImageTextPretraining readMixture(ConfigMap section, TextPretraining text) {
        double trunkPeak = text.trunk().peakLr();
        long budget = section.whole("budget_tokens", Range.atLeast(100));
        ShareOf shareOf =
                SHARES.get(section.oneOf("share_of", SHARES.keySet(), ShareOf.VISUAL_TOKENS.serializedName()));
        BranchStart start = StageKeys.branchStart(section, budget, trunkPeak, StageKeys::rewarmFromPercent);
        BranchSchedule schedule = new BranchSchedule(
                readShape(section),
                section.number("power", Range.POSITIVE, 1),
                section.number("end_lr", Range.NOT_NEGATIVE, 0),
                start);
        return new ImageTextPretraining(
                new ImageTextPretraining.Budget(budget, shareOf),
                StageKeys.batching(section, text.batching()),
                schedule,
                readMultiples(section),
                StageKeys.adam(section, text.optimizer().weightDecay()));
    }

    private static FineTuning readFineTuning(ConfigMap section, TextPretraining text) {
        return new FineTuning(
                section.whole("dialogues_per_epoch", Range.NOT_NEGATIVE, 0),
                StageKeys.batching(section, text.batching()),
                readRate(section, 1.5e-3, 0.03),
                readMultiples(section),
                StageKeys.adam(section, text.optimizer().weightDecay()));
    }

    private static LearningRate readRate(ConfigMap section, double peak, double warmup) {
        double peakLr = section.number("peak_lr", Range.POSITIVE, peak);
        return new LearningRate(
                peakLr,
                section.number("end_lr", Range.between(0, peakLr), 0),
                section.number("warmup_share", Range.SHARE, warmup),
                readShape(section),
                section.number("power", Range.POSITIVE, 1));
    }

    private static ScheduleShape readShape(ConfigMap section) {
        return ScheduleShapes.of(section.oneOf("shape", ScheduleShapes.names(), "linear"));
    }

    private static LrMultiples readMultiples(ConfigMap section) {
        return new LrMultiples(
                section.number("projector_lr_multiple", Range.NOT_NEGATIVE, 1),
                section.number("image_encoder_lr_multiple", Range.NOT_NEGATIVE, 0.1),
                section.number("embedding_lr_multiple", Range.NOT_NEGATIVE, 1));
    }

    private static <E> Map<String, E> names(E[] values, Function<E, String> name) {
        return Arrays.stream(values).collect(Collectors.toMap(name, Function.identity()));
    }
}
