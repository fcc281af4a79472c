package io.firstlight.study.training;

import io.firstlight.core.progress.Progress;
import io.firstlight.data.format.SampleFormats;
import java.io.IOException;

/**
 * That a source of captions and its images are there and can all be read.
 *
 * @param alignmentStyle which captions an alignment reads, "short", "rich" or "both", and needs to tell images apart;
 *     empty for a stage that is no alignment
 */
record CaptionedImagesNeed(String source, String alignmentStyle) implements DataNeed {
    @Override
    public void require(StageData data, DataChecks checks) throws IOException {
        data.catalog().source(source, SampleFormats.CAPTIONS);
        data.catalog().images(source);
        checks.requireImages(
                data.archive(source),
                source,
                CaptionTable.read(data, source).rows().stream()
                        .map(CaptionTable.CaptionedImage::image)
                        .toList());
        if (!alignmentStyle.isEmpty()) {
            CaptionBags.read(data, source, alignmentStyle, Progress.silent());
        }
    }
}
