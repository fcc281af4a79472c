package io.firstlight.study.chain.section;

import io.firstlight.core.config.ConfigList;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.Range;
import io.firstlight.study.chain.section.ReadStage.Place;
import io.firstlight.study.settings.BranchStart;
import io.firstlight.study.settings.LearningRate;
import io.firstlight.study.training.RateSettings;
import io.firstlight.study.training.TrainingBudget;
import io.firstlight.study.training.TrainingBudget.Unit;
import io.firstlight.train.schedule.LearningRateSchedule;
import io.firstlight.train.schedule.ScheduleSegment;
import io.firstlight.train.schedule.ScheduleShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the key {@code schedule} of a stage: the learning rate over its budget. */
final class ScheduleReader {
    static final String SCHEDULE = "schedule";

    private static final String CONTINUE = "continue";
    private static final String CONSTANT = "constant";
    private static final String NEVER = "never";
    /** A percentage that no stage reaches. */
    private static final int BEYOND_THE_END = 101;

    private final ConfigMap stage;
    private final TrainingBudget budget;
    private final Optional<Place> after;

    /**
     * A reader of one stage's schedule.
     *
     * @param after the place that the stage comes after
     */
    ScheduleReader(ConfigMap stage, TrainingBudget budget, Optional<Place> after) {
        this.stage = stage;
        this.budget = budget;
        this.after = after;
    }

    RateSettings read() {
        ConfigValue value = stage.get(SCHEDULE);
        if (value instanceof ConfigList list) {
            return segments(list);
        }
        ConfigMap schedule = stage.map(SCHEDULE);
        boolean continuesByDefault = !schedule.has("peak_lr")
                && budget.unit() == Unit.TOKENS
                && after.flatMap(Place::tokenStage).isPresent();
        String start = schedule.oneOf(
                "start", Set.of(CONTINUE, StageOrder.NEW), continuesByDefault ? CONTINUE : StageOrder.NEW);
        return start.equals(CONTINUE) ? continued(schedule) : anew(schedule);
    }

    /** Warm-up from 0, then down. */
    private RateSettings anew(ConfigMap schedule) {
        double peak = schedule.number("peak_lr", Range.POSITIVE);
        String shape = shape(schedule);
        double end = shape.equals(CONSTANT) ? peak : schedule.number("end_lr", Range.between(0, peak), 0);
        double power = schedule.number("power", Range.POSITIVE, 1);
        if (budget.unit() != Unit.TOKENS) {
            double warmup = schedule.number("warmup_share", Range.SHARE, budget.unit() == Unit.EPOCHS ? 0.03 : 0.05);
            return new RateSettings.InShares(new LearningRate(peak, end, warmup, shaped(shape), power));
        }
        return new RateSettings.InTokens(LearningRateSchedule.rise(0, warmupTokens(schedule), 0, peak)
                .to(budget.to(), shaped(shape), power, end));
    }

    private long warmupTokens(ConfigMap schedule) {
        Range range = Range.between(0, budget.to() - 1);
        if (schedule.has("warmup_share")) {
            if (schedule.has("warmup_tokens")) {
                throw schedule.get("warmup_tokens").error("found warmup_share as well; give one of them");
            }
            return Math.min(budget.to() - 1, Math.round(budget.to() * schedule.number("warmup_share", Range.SHARE)));
        }
        return schedule.whole("warmup_tokens", range, Math.round(budget.to() * 0.03));
    }

    /**
     * From the rate that the stage before had at this point, down; at its beginning first up, and at its end first up
     * again.
     */
    private RateSettings continued(ConfigMap schedule) {
        ReadStage before = after.flatMap(Place::tokenStage)
                .orElseThrow(() -> schedule.get("start")
                        .error("there is no stage that predicts tokens before this one, so there is no rate to go on"
                                + " from; name one under 'after', or give peak_lr"));
        if (budget.unit() != Unit.TOKENS) {
            throw NotSupportedYet.at(schedule, "going on at another stage's rate over epochs; give peak_lr");
        }
        if (schedule.has("peak_lr")) {
            throw schedule.get("peak_lr")
                    .error("a stage that goes on at another's rate has no peak of its own; "
                            + "give warmup_lr and rewarm_lr, or start: new");
        }
        double peak = peak(before);
        String shape = shape(schedule);
        double power = schedule.number("power", Range.POSITIVE, 1);
        Optional<Double> endLr = shape.equals(CONSTANT)
                ? Optional.empty()
                : Optional.of(schedule.number("end_lr", Range.NOT_NEGATIVE, 0));
        BranchStart branch = StageKeys.branchStart(schedule, budget.to(), peak, ScheduleReader::rewarmFromPercent);
        LearningRateSchedule.Rise rise = after.flatMap(Place::tokens)
                .map(place -> branch.goingOn(rateAt(place), place.percent()))
                .orElseGet(branch::atBeginning);
        double end = endLr.orElse(rise.lr());
        if (rise.lr() == 0 && end == 0) {
            throw schedule.error("the stage before has come down to a learning rate of 0, so this one would train at 0"
                    + " throughout; give rewarm_lr, or start: new with peak_lr");
        }
        return new RateSettings.InTokens(rise.to(budget.to(), shaped(shape), power, end));
    }

    private static int rewarmFromPercent(ConfigMap schedule) {
        String key = StageKeys.REWARM_FROM_PERCENT;
        return schedule.has(key) && schedule.get(key).asText().equals(NEVER)
                ? BEYOND_THE_END
                : StageKeys.rewarmFromPercent(schedule);
    }

    private static double rateAt(Place place) {
        RateSettings rates = place.read().stage().training().rates();
        long units = place.read().stage().training().budget().to();
        return rates instanceof RateSettings.InTokens tokens
                ? tokens.schedule().at(place.read().stage().amountAt(place.percent()))
                : rates.over(units).at(units);
    }

    private static double peak(ReadStage before) {
        RateSettings rates = before.stage().training().rates();
        long units = Math.max(2, before.stage().training().budget().to());
        return rates.over(units).segments().stream()
                .mapToDouble(segment -> Math.max(segment.fromLr(), segment.toLr()))
                .max()
                .orElseThrow();
    }

    /** A list of segments, each going on where the one before ended. */
    private RateSettings segments(ConfigList list) {
        if (budget.unit() != Unit.TOKENS) {
            throw NotSupportedYet.at(
                    list, "a schedule of segments over " + budget.unit().name().toLowerCase(Locale.ROOT));
        }
        List<ScheduleSegment> segments = new ArrayList<>();
        long from = 0;
        for (ConfigValue item : list.items()) {
            ConfigMap segment = item.asMap();
            long to = from + segment.whole("tokens", Range.atLeast(1));
            String shape = segment.oneOf("shape", ScheduleShapes.names(), "linear");
            long start = from;
            segments.add(segment.checked(() -> new ScheduleSegment(
                    start,
                    to,
                    ScheduleShapes.of(shape),
                    segment.number("power", Range.POSITIVE, 1),
                    segment.number("from_lr", Range.NOT_NEGATIVE),
                    segment.number("to_lr", Range.NOT_NEGATIVE))));
            from = to;
        }
        if (from != budget.to()) {
            throw list.error("the segments are " + from + " tokens long; budget_tokens is " + budget.to());
        }
        return new RateSettings.InTokens(list.checked(() -> new LearningRateSchedule(segments, false)));
    }

    private static String shape(ConfigMap schedule) {
        if (schedule.has("shape")) {
            String shape = schedule.get("shape").asText();
            if (shape.equals(CONSTANT)) {
                return schedule.text("shape");
            }
            if (shape.equals("rsqrt") || shape.equals("step")) {
                throw NotSupportedYet.at(
                        schedule.get("shape"),
                        "the shape " + shape + "; there are constant, " + String.join(", ", ScheduleShapes.names())
                                + ", and a list of segments");
            }
        }
        return schedule.oneOf("shape", ScheduleShapes.names(), "linear");
    }

    /** A constant rate is a line from a rate to itself. */
    private static ScheduleShape shaped(String shape) {
        return shape.equals(CONSTANT) ? ScheduleShape.LINEAR : ScheduleShapes.of(shape);
    }
}
