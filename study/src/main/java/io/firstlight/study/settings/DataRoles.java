package io.firstlight.study.settings;

import java.util.List;

/**
 * Which named source of the catalog feeds what, for the stages of the paper's own pipeline. A study file gives the
 * names under {@code data.use}; those that it leaves out are the names that the quickstart's world uses.
 *
 * @param text documents of the trunk and of every mixture
 * @param validation held-out documents, for the text loss
 * @param encoder captioned images that the image encoder and the projector are trained on
 * @param mixture captioned images of mixtures
 * @param dialogues of fine-tuning and, those about an image, of mixtures
 * @param benchmarks what models are evaluated on, at least one
 */
public record DataRoles(
        String text, String validation, String encoder, String mixture, String dialogues, List<String> benchmarks) {
    public static final DataRoles DEFAULT =
            new DataRoles("text", "validation", "encoder", "mixture", "dialogues", List.of("evaluation"));

    public DataRoles {
        benchmarks = List.copyOf(benchmarks);
    }

    /** The key of a single benchmark under {@code data.use}. */
    public static final String BENCHMARK = "benchmark";

    /** The keys of {@code data.use}. */
    public static List<String> names() {
        return List.of("text", "validation", "encoder", "mixture", "dialogues", BENCHMARK);
    }
}
