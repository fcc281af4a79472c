package io.firstlight.report.figure;

import io.firstlight.report.format.Numbers;
import io.firstlight.study.axis.AxisKey;
import io.firstlight.study.axis.AxisKey.Scale;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * An axis of a study as the figures know it: how its values are written and whether it says anything about a recipe
 * that sees no image.
 *
 * @param key its study-file name
 * @param needsImages true when a recipe without images has no value of it
 */
public record Axis(String key, String title, String question, Scale scale, boolean needsImages) {
    /** The axes of the paper, in the order of the page. */
    public static final List<Axis> KNOWN = Stream.of(
                    "text_percent", "image_share", "fine_tune_epochs", "instruction_share", "image_encoder", "captions")
            .map(Axis::named)
            .toList();

    /** The axis that results name so, as the study describes it. */
    public static Axis named(String key) {
        AxisKey described = AxisKey.named(key);
        return new Axis(key, described.title(), described.question(), described.scale(), described.needsImages());
    }

    /** The value as a number, empty where it is none. */
    public static OptionalDouble number(String value) {
        try {
            double number = Double.parseDouble(value.replace("%", "").strip());
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    /** A value as readers see it: {@code 0.2} of a share is "20 %", {@code frozen_vit} is "frozen ViT". */
    public String write(String value) {
        OptionalDouble number = scale == Scale.NAME ? OptionalDouble.empty() : number(value);
        if (number.isEmpty()) {
            return value.replace('_', ' ').replaceAll("\\bvit\\b", "ViT");
        }
        return switch (scale) {
            case PERCENT -> trimmed(number.getAsDouble()) + "\u00a0%";
            case SHARE -> trimmed(100 * number.getAsDouble()) + "\u00a0%";
            case NUMBER, NAME -> trimmed(number.getAsDouble());
        };
    }

    private static String trimmed(double value) {
        return value == Math.rint(value) ? Numbers.fixed(value, 0) : Numbers.fixed(value, 1);
    }
}
