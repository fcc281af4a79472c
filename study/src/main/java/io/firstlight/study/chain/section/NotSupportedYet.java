package io.firstlight.study.chain.section;

import io.firstlight.core.config.ConfigException;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import java.util.List;
import java.util.Map;

/** What published recipes need and this version cannot do: refused by name rather than as an unknown key. */
public final class NotSupportedYet {
    private static final Map<String, String> KEYS_OF_STAGES = Map.of(
            "budget_samples", "a budget of samples; give budget_tokens or epochs",
            "loss_weights", "weights of the loss by source",
            "prefix_mask", "attention in both directions within a prefix",
            "image_size", "another image size in one stage; model.image_encoder has the size of all stages",
            "lora", "LoRA; train has full, frozen or a multiple of the learning rate",
            "warmups", "a warm-up of its own for a module");

    private NotSupportedYet() {}

    static ConfigException at(ConfigValue place, String what) {
        return place.error("not supported yet: " + what);
    }

    /** Refuses keys of a stage that are known to be missing here. */
    static void refuseKeys(ConfigMap stage) {
        refuse(stage, KEYS_OF_STAGES);
    }

    /** Refuses what the section {@code model} cannot say yet. */
    public static void refuseInModel(ConfigMap model) {
        refuse(model, Map.of("projector", "a choice of projector; all models have one of two layers"));
        for (String part : List.of("decoder", "image_encoder")) {
            if (!model.keys().contains(part)) {
                continue;
            }
            if (!(model.get(part) instanceof ConfigMap section)) {
                throw at(model.get(part), "presets of models by name; give the shape as a mapping");
            }
            refuse(
                    section,
                    Map.of(
                            "huggingface", "models of Hugging Face",
                            "features", "features of another layer than the last",
                            "train", "what trains as a key of the model; it is a key of each stage"));
        }
    }

    /** Refuses what the section {@code evaluation} cannot say yet. */
    public static void refuseInEvaluation(ConfigMap evaluation) {
        refuse(evaluation, Map.of("tasks", "a choice of tasks; evaluation.benchmarks names sets of tasks of the data"));
    }

    private static void refuse(ConfigMap section, Map<String, String> keys) {
        for (String key : section.keys()) {
            if (keys.containsKey(key)) {
                throw at(section.get(key), keys.get(key));
            }
        }
    }
}
