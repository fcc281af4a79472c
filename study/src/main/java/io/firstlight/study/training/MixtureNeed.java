package io.firstlight.study.training;

import io.firstlight.core.error.UserException;
import io.firstlight.data.batch.SampleFit;
import io.firstlight.data.mixture.Feasibility;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.visual.VisualLookup;

/**
 * That every source of a mixture is there and not empty, that its samples fit a row, and that their shares can be
 * reached.
 *
 * @param wholePasses whether the sources are read in whole passes, which have no shares to reach
 * @param columns positions of a row
 */
record MixtureNeed(ModelParts model, MixtureSettings mixture, boolean wholePasses, int columns) implements DataNeed {
    @Override
    public void require(StageData data, DataChecks checks) {
        if (!mixture.rest().isEmpty()) {
            data.requireDocuments(mixture.rest(), "");
        }
        // How many visual tokens an image has does not depend on what makes them.
        VisualLookup images = MixtureSources.pixels(model, mixture, data);
        for (MixtureSettings.Part part : mixture.parts()) {
            SampleSource source = MixtureSources.source(part, data, images);
            if (!source.sampleKind().splits()) {
                SampleFit.require(source, columns);
            }
            if (source.size() == 0) {
                throw new UserException("source '" + source.name() + "' has no samples; give it some");
            }
        }
        if (!wholePasses) {
            Mixture checked = MixtureSources.budgeted(mixture, data, images);
            Feasibility.require(checked);
        }
    }
}
