package io.firstlight.study.file;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.Range;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.study.file.ImageTextPretraining.BranchSchedule;
import io.firstlight.study.file.ImageTextPretraining.LrMultiples;
import io.firstlight.study.file.ImageTextPretraining.Rewarm;
import io.firstlight.study.file.ImageTextPretraining.Warmup;
import io.firstlight.study.settings.AdamSettings;
import io.firstlight.study.settings.Batching;
import io.firstlight.study.settings.LearningRate;
import io.firstlight.train.schedule.ScheduleShape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the sections of the short form that say how each phase trains; their defaults stand here and nowhere else. */
final class PhaseReader {
    static final Set<String> CAPTIONS = Set.of("short", "rich");
    /** Where captions are bags of words or alternatives, an image can have both. */
    private static final Set<String> ENCODING_CAPTIONS = Set.of("short", "rich", "both");

    private static final Map<String, ScheduleShape> SHAPES =
            names(ScheduleShape.values(), shape -> shape.name().toLowerCase(Locale.ROOT));
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
        List<Integer> percents = (section.has("checkpoints_percent")
                        ? section.get("checkpoints_percent").asListOf(value -> value.asWhole(Range.between(0, 100)))
                        : section.otherwise("checkpoints_percent", ALL_CHECKPOINTS))
                .stream().map(Long::intValue).sorted().distinct().toList();
        TextPretraining text = new TextPretraining(
                trunk, percents, readBatching(section, new Batching(768, 96, true)), readOptimizer(section, 0.1));
        int before = 0;
        for (int percent : percents) {
            if (percent > 0 && text.tokensAt(percent) == text.tokensAt(before)) {
                throw (section.has("checkpoints_percent")
                                ? section.get("checkpoints_percent")
                                : section.get("budget_tokens"))
                        .error(before + " and " + percent + " % of " + budget + " tokens are the same batch of "
                                + text.batching().batchTokens()
                                + " tokens; use a larger budget_tokens or fewer checkpoints_percent");
            }
            before = percent;
        }
        return text;
    }

    private static ImageEncoderTraining readEncoder(ConfigMap section) {
        return new ImageEncoderTraining(
                section.whole("views", Range.atLeast(1), 120_000),
                new ImageEncoderTraining.Contrast(
                        section.count("batch_images", Range.atLeast(2), 64),
                        section.count("extra_captions", Range.atLeast(0), 192)),
                section.oneOf("captions", ENCODING_CAPTIONS, "both"),
                readRate(section, 3e-3, 0.05),
                readOptimizer(section, 0.05));
    }

    private static ProjectorAlignment readAlignment(ConfigMap section) {
        return new ProjectorAlignment(
                section.whole("views", Range.NOT_NEGATIVE, 40_000),
                section.count("batch_images", Range.atLeast(2), 64),
                section.oneOf("captions", ENCODING_CAPTIONS, "both"),
                readRate(section, 3e-3, 0.05),
                readOptimizer(section, 0));
    }

    private static ImageTextPretraining readMixture(ConfigMap section, TextPretraining text) {
        double trunkPeak = text.trunk().peakLr();
        long budget = section.whole("budget_tokens", Range.atLeast(100));
        ShareOf shareOf =
                SHARES.get(section.oneOf("share_of", SHARES.keySet(), ShareOf.VISUAL_TOKENS.serializedName()));
        Warmup warmup = new Warmup(
                section.number("warmup_lr", Range.POSITIVE, trunkPeak),
                section.whole("warmup_tokens", Range.between(0, budget - 1), Math.round(budget * 0.05)));
        Rewarm rewarm = new Rewarm(
                section.number("rewarm_lr", Range.POSITIVE, trunkPeak * 0.5),
                section.whole("rewarm_tokens", Range.between(1, budget - 1), Math.max(1, Math.round(budget * 0.05))),
                section.count("rewarm_from_percent", Range.between(1, 100), 100));
        BranchSchedule schedule = new BranchSchedule(
                readShape(section),
                section.number("power", Range.POSITIVE, 1),
                section.number("end_lr", Range.NOT_NEGATIVE, 0),
                warmup,
                rewarm);
        return new ImageTextPretraining(
                new ImageTextPretraining.Budget(budget, shareOf),
                readBatching(section, text.batching()),
                schedule,
                readMultiples(section),
                readOptimizer(section, text.optimizer().weightDecay()));
    }

    private static FineTuning readFineTuning(ConfigMap section, TextPretraining text) {
        return new FineTuning(
                section.whole("dialogues_per_epoch", Range.NOT_NEGATIVE, 0),
                readBatching(section, text.batching()),
                readRate(section, 1.5e-3, 0.03),
                readMultiples(section),
                readOptimizer(section, text.optimizer().weightDecay()));
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
        return SHAPES.get(section.oneOf("shape", SHAPES.keySet(), "linear"));
    }

    private static LrMultiples readMultiples(ConfigMap section) {
        return new LrMultiples(
                section.number("projector_lr_multiple", Range.NOT_NEGATIVE, 1),
                section.number("image_encoder_lr_multiple", Range.NOT_NEGATIVE, 0.1),
                section.number("embedding_lr_multiple", Range.NOT_NEGATIVE, 1));
    }

    private static Batching readBatching(ConfigMap section, Batching otherwise) {
        int sequence = section.count("sequence_length", Range.atLeast(2), otherwise.sequenceLength());
        int batch = section.count("batch_tokens", Range.atLeast(2), otherwise.batchTokens());
        boolean mask = section.flag("document_mask", otherwise.documentMask());
        ConfigValue place = section.has("batch_tokens")
                ? section.get("batch_tokens")
                : section.has("sequence_length") ? section.get("sequence_length") : section;
        return place.checked(() -> new Batching(batch, sequence, mask));
    }

    private static AdamSettings readOptimizer(ConfigMap section, double weightDecay) {
        return new AdamSettings(
                section.number("beta1", Range.between(0, 0.9999), 0.9),
                section.number("beta2", Range.between(0, 0.99999), 0.95),
                section.number("weight_decay", Range.NOT_NEGATIVE, weightDecay),
                section.number("clip_norm", Range.NOT_NEGATIVE, 1));
    }

    private static <E> Map<String, E> names(E[] values, Function<E, String> name) {
        return Arrays.stream(values).collect(Collectors.toMap(name, Function.identity()));
    }
}
