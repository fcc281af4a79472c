package io.firstlight.study.axis;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A key of the study file that recipes differ in.
 *
 * @param path of the key from the top of the file, such as {@code image_text_pretraining.end_lr}; {@link #OVERLAY} for
 *     whole overlays
 * @param title for figures
 * @param question that varying it answers
 * @param scale how its values are read and written
 * @param needsImages whether a recipe without images has no value of it
 */
public record AxisKey(String path, String title, String question, Scale scale, boolean needsImages) {
    /** What {@code vary} says to switch between overlays. */
    public static final String OVERLAY = "recipe";

    /** The section whose keys may be named without it. */
    private static final String SECTION = "recipe.";

    public static final AxisKey TEXT_PERCENT = new AxisKey(
            "recipe.text_percent",
            "Text pre-training before the first image",
            "When should images enter?",
            Scale.PERCENT,
            false);
    public static final AxisKey IMAGE_SHARE = new AxisKey(
            "recipe.image_share", "Share of visual tokens in the mixture", "How many images?", Scale.SHARE, false);

    /**
     * The keys of the section {@code recipe}, which are the axes of the paper, in the order of labels. Every recipe has
     * a value of each, which its id covers: a line here changes the id of every recipe.
     */
    public static final List<AxisKey> OF_SECTION = List.of(
            TEXT_PERCENT,
            IMAGE_SHARE,
            new AxisKey(
                    "recipe.instruction_share",
                    "Instruction data inside the image part",
                    "Instructions before fine-tuning?",
                    Scale.SHARE,
                    true),
            new AxisKey(
                    "recipe.fine_tune_epochs", "Epochs of fine-tuning", "How long to fine-tune?", Scale.NUMBER, false),
            new AxisKey("recipe.image_encoder", "Image encoder", "Which image encoder?", Scale.NAME, true),
            new AxisKey("recipe.captions", "Captions", "Short names or rich captions?", Scale.NAME, true));

    /**
     * How figures show keys of other sections; one without a line here is shown by its path. Only a recipe of a study
     * that varies such a key has a value of it, so a line here changes no recipe's id.
     */
    private static final Map<String, AxisKey> TITLES = Stream.of(
                    new AxisKey("model.decoder.layers", "Decoder layers", "How deep a decoder?", Scale.NUMBER, false),
                    new AxisKey("model.decoder.width", "Decoder width", "How wide a decoder?", Scale.NUMBER, false))
            .collect(Collectors.toUnmodifiableMap(AxisKey::path, key -> key));

    /** How the values of a key are read and written. */
    public enum Scale {
        PERCENT,
        SHARE,
        NUMBER,
        NAME
    }

    /** The key of that path, with its title and scale if it has a line here. */
    public static AxisKey of(String path) {
        return OF_SECTION.stream()
                .filter(key -> key.path.equals(path))
                .findFirst()
                .orElseGet(() -> path.equals(OVERLAY)
                        ? new AxisKey(path, "Recipe", "Which recipe?", Scale.NAME, false)
                        : StageAxis.of(path)
                                .orElseGet(() -> TITLES.getOrDefault(
                                        path,
                                        new AxisKey(path, path, "What does " + path + " change?", Scale.NAME, false))));
    }

    /** The key that study files and results name so. */
    public static AxisKey named(String name) {
        return OF_SECTION.stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseGet(() -> of(name));
    }

    /** How study files and results name it: keys of the section {@code recipe} without it. */
    public String name() {
        return path.startsWith(SECTION) ? path.substring(SECTION.length()) : path;
    }

    /** Whether it is a key of the section {@code recipe}. */
    public boolean isOfSection() {
        return path.startsWith(SECTION);
    }

    /** Such as "80 % text"; nothing where a value has no effect. */
    public String words(String value) {
        return switch (name()) {
            case "text_percent" -> value + " % text";
            case "image_share" -> value.equals("0") ? "no images" : percent(value) + " images";
            case "instruction_share" -> value.equals("none") ? "" : percent(value) + " dialogues";
            case "fine_tune_epochs" -> value + (value.equals("1") ? " epoch" : " epochs");
            case "image_encoder" -> value.replace('_', ' ').replace("vit", "ViT");
            case "captions" -> value.equals("none") ? "" : value + " captions";
            case OVERLAY -> value;
            default -> StageAxis.words(path, value).orElse(path + " " + value);
        };
    }

    static String percent(String share) {
        double percent = Math.round(Double.parseDouble(share) * 1e6) / 1e4;
        return (percent == Math.rint(percent)
                        ? Long.toString((long) percent)
                        : String.format(Locale.ROOT, "%s", percent))
                + " %";
    }
}
