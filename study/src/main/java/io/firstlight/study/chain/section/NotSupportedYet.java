package io.firstlight.study.chain.section;

import io.firstlight.core.config.ConfigException;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import java.util.Map;

/** What published recipes need and this version cannot do: refused by name rather than as an unknown key. */
final class NotSupportedYet {
    private static final Map<String, String> KEYS = Map.of(
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
        for (String key : stage.keys()) {
            if (KEYS.containsKey(key)) {
                throw at(stage.get(key), KEYS.get(key));
            }
        }
    }
}
