package io.firstlight.report.figure;

import io.firstlight.report.format.Numbers;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An axis of a study as the figures know it: how its values are written and whether it says anything about a recipe
 * that sees no image.
 *
 * @param key its study-file name
 * @param needsImages true when a recipe without images has no value of it
 */
public record Axis(String key, String title, String question, Scale scale, boolean needsImages) {
    /** The axes of the paper, in the order of the page. */
    public static final List<Axis> KNOWN = List.of(
            new Axis(
                    "textPercent",
                    "Text pre-training before the first image",
                    "When should images enter?",
                    Scale.PERCENT,
                    false),
            new Axis("imageShare", "Share of visual tokens in the mixture", "How many images?", Scale.SHARE, false),
            new Axis("fineTuneEpochs", "Epochs of fine-tuning", "How long to fine-tune?", Scale.NUMBER, false),
            new Axis(
                    "instructionShare",
                    "Instruction data inside the image part",
                    "Instructions before fine-tuning?",
                    Scale.SHARE,
                    true),
            new Axis("imageEncoder", "Image encoder", "Which image encoder?", Scale.NAME, true),
            new Axis("captions", "Captions", "Short names or rich captions?", Scale.NAME, true));

    /** How an axis' values are read and written. */
    public enum Scale {
        PERCENT,
        SHARE,
        NUMBER,
        NAME
    }

    /** The axis of that study-file name; one the figures don't know is shown under its own name. */
    public static Axis named(String key) {
        return KNOWN.stream()
                .filter(axis -> axis.key.equals(key))
                .findFirst()
                .orElseGet(() -> new Axis(key, key, key, Scale.NAME, false));
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
