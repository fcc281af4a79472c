package io.firstlight.study.training;

import io.firstlight.study.settings.AdamSettings;

/**
 * AdamW over the parts that train.
 *
 * @param keepsState whether moments and the place in the data are kept with the result, for a stage that carries them
 *     on
 */
public record OptimizerSettings(AdamSettings adam, PartRates parts, boolean keepsState) {
    /**
     * Learning rates of the model's parts as multiples of the schedule's; a part at 0 is frozen, as is one not there.
     */
    public record PartRates(double decoder, double embedding, double projector, double imageEncoder) {}
}
