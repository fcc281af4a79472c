package io.firstlight.study.chain.section;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.Range;
import io.firstlight.study.chain.ChainStage;
import io.firstlight.study.settings.AdamSettings;
import io.firstlight.study.settings.Batching;
import io.firstlight.study.settings.BranchStart;
import io.firstlight.study.training.ContrastiveSettings;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Keys that training sections of both forms have, and their defaults. */
public final class StageKeys {
    static final String CAPTIONS = "captions";
    static final String CHECKPOINTS = "checkpoints_percent";
    static final String REWARM_FROM_PERCENT = "rewarm_from_percent";

    /** How samples are packed where nothing says. */
    public static final Batching BATCHING = new Batching(768, 96, true);

    private static final Set<String> STYLES = Set.of("short", "rich", "both");

    private StageKeys() {}

    /** Which captions a stage reads that counts images: "short", "rich" or "both". */
    public static String captions(ConfigMap section) {
        return section.oneOf(CAPTIONS, STYLES, "both");
    }

    /** Images of one optimizer step. */
    public static int batchImages(ConfigMap section) {
        return section.count("batch_images", Range.atLeast(2), 64);
    }

    /** What one step of an image encoder's training compares. */
    public static ContrastiveSettings contrast(ConfigMap section) {
        return new ContrastiveSettings(batchImages(section), section.count("extra_captions", Range.atLeast(0), 192));
    }

    /** How samples are packed; {@code otherwise} where the section does not say. */
    public static Batching batching(ConfigMap section, Batching otherwise) {
        int sequence = section.count("sequence_length", Range.atLeast(2), otherwise.sequenceLength());
        int batch = section.count("batch_tokens", Range.atLeast(2), otherwise.batchTokens());
        boolean mask = section.flag("document_mask", otherwise.documentMask());
        ConfigValue place = section.has("batch_tokens")
                ? section.get("batch_tokens")
                : section.has("sequence_length") ? section.get("sequence_length") : section;
        return place.checked(() -> new Batching(batch, sequence, mask));
    }

    /**
     * How the learning rate begins in a stage that goes on at another's.
     *
     * @param budgetTokens of the section
     * @param peak highest rate of the other stage
     * @param fromPercent reads which branches re-warm
     */
    public static BranchStart branchStart(
            ConfigMap section, long budgetTokens, double peak, ToIntFunction<ConfigMap> fromPercent) {
        long twentieth = Math.round(budgetTokens * 0.05);
        return new BranchStart(
                new BranchStart.Warmup(
                        section.number("warmup_lr", Range.POSITIVE, peak),
                        section.whole("warmup_tokens", Range.between(0, budgetTokens - 1), twentieth)),
                new BranchStart.Rewarm(
                        section.number("rewarm_lr", Range.POSITIVE, peak * 0.5),
                        section.whole("rewarm_tokens", Range.between(1, budgetTokens - 1), Math.max(1, twentieth)),
                        fromPercent.applyAsInt(section)));
    }

    /** The smallest percentage of the other stage's budget from which a branch re-warms. */
    public static int rewarmFromPercent(ConfigMap section) {
        return section.count(REWARM_FROM_PERCENT, Range.between(1, 100), 100);
    }

    /** AdamW. */
    public static AdamSettings adam(ConfigMap section, double weightDecay) {
        return new AdamSettings(
                section.number("beta1", Range.between(0, 0.9999), 0.9),
                section.number("beta2", Range.between(0, 0.99999), 0.95),
                section.number("weight_decay", Range.NOT_NEGATIVE, weightDecay),
                section.number("clip_norm", Range.NOT_NEGATIVE, 1));
    }

    /**
     * Percentages of the budget at which other stages may start: ascending, each another batch.
     *
     * @param otherwise where the section does not say
     * @param budgetTokens of the section
     * @param batchTokens positions of one optimizer step
     */
    public static List<Integer> checkpoints(
            ConfigMap section, List<Long> otherwise, long budgetTokens, int batchTokens) {
        List<Integer> percents = (section.has(CHECKPOINTS)
                        ? section.get(CHECKPOINTS).asListOf(value -> value.asWhole(Range.between(0, 100)))
                        : section.otherwise(CHECKPOINTS, otherwise))
                .stream().map(Long::intValue).sorted().distinct().toList();
        int before = 0;
        for (int percent : percents) {
            if (percent > 0
                    && ChainStage.amountAt(percent, budgetTokens, batchTokens)
                            == ChainStage.amountAt(before, budgetTokens, batchTokens)) {
                throw section.get(section.has(CHECKPOINTS) ? CHECKPOINTS : "budget_tokens")
                        .error(before + " and " + percent + " % of " + budgetTokens + " tokens are the same batch of "
                                + batchTokens + " tokens; use a larger budget_tokens or fewer checkpoints_percent");
            }
            before = percent;
        }
        return percents;
    }
}
