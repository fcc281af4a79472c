package io.firstlight.study.training;

import io.firstlight.data.format.SampleFormats;

/** That a source of captions and its images are there; asking for a part that is not says so. */
record CaptionedImagesNeed(String source) implements DataNeed {
    @Override
    public void require(StageData data) {
        data.catalog().source(source, SampleFormats.CAPTIONS);
        data.catalog().images(source);
    }
}
