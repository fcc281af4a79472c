package io.firstlight.study.axis;

import io.firstlight.study.axis.AxisKey.Scale;
import java.util.Optional;
import java.util.Set;

/** How people read keys of the section {@code stages}, such as {@code stages.mixture.at_percent}. */
final class StageAxis {
    private static final String SECTION = "stages.";
    private static final String AT_PERCENT = "at_percent";
    private static final String EPOCHS = "epochs";
    private static final Set<String> SHARES = Set.of("visual_tokens", "image_sample_tokens", "samples");

    private StageAxis() {}

    /** The axis of that path; empty where it is no key of a stage. */
    static Optional<AxisKey> of(String path) {
        if (!isOfStage(path)) {
            return Optional.empty();
        }
        String key = path.substring(path.lastIndexOf('.') + 1);
        Scale scale = key.equals(AT_PERCENT)
                ? Scale.PERCENT
                : SHARES.contains(key) ? Scale.SHARE : key.equals(EPOCHS) ? Scale.NUMBER : Scale.NAME;
        String title = stage(path) + ": " + inStage(path);
        return Optional.of(new AxisKey(path, title, "What does " + title + " change?", scale, false));
    }

    /** Such as "mixture at 80 %" or "fine tune for 2 epochs"; empty where it is no key of a stage. */
    static Optional<String> words(String path, String value) {
        if (!isOfStage(path)) {
            return Optional.empty();
        }
        String key = path.substring(path.lastIndexOf('.') + 1);
        if (path.equals(SECTION + path.split("\\.")[1] + "." + key)) {
            if (key.equals(AT_PERCENT)) {
                return Optional.of(stage(path) + " at " + value + " %");
            }
            if (key.equals(EPOCHS)) {
                return Optional.of(stage(path) + " for " + value + (value.equals("1") ? " epoch" : " epochs"));
            }
        }
        boolean share = SHARES.contains(key) && value.matches("[0-9.eE-]+");
        return Optional.of(stage(path) + " " + inStage(path) + " " + (share ? AxisKey.percent(value) : value));
    }

    private static boolean isOfStage(String path) {
        return path.startsWith(SECTION) && path.indexOf('.', SECTION.length()) > 0;
    }

    private static String stage(String path) {
        return path.substring(SECTION.length(), path.indexOf('.', SECTION.length()))
                .replace('_', ' ');
    }

    /** The path below the stage in words; what a source has is named for the source. */
    private static String inStage(String path) {
        return path.substring(path.indexOf('.', SECTION.length()) + 1)
                .replaceFirst("^mixture\\.", "")
                .replaceAll("[._]", " ");
    }
}
