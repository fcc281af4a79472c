package io.firstlight.study.stage;

import io.firstlight.data.dataset.DatasetDirectory;
import io.firstlight.data.feature.FeatureStore;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.data.visual.FeatureLookup;
import io.firstlight.data.visual.PixelLookup;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.study.plan.StageRole;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.run.StageContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The data set a stage reads, its tokenizer and its images; closes what it opened. */
public final class StageData implements AutoCloseable {
    private final DatasetDirectory directory;
    private final Optional<Path> featureStage;
    private final TextTokenizer tokenizer;
    private final List<AutoCloseable> opened = new ArrayList<>();

    private StageData(DatasetDirectory directory, Optional<Path> featureStage) {
        this.directory = directory;
        this.featureStage = featureStage;
        this.tokenizer = TextTokenizer.load(directory.tokenizerFile());
        opened.add(tokenizer);
    }

    static StageData open(StageContext context) {
        return new StageData(
                DatasetDirectory.open(context.input(StageRole.DATA)),
                context.stage().reads(StageRole.FEATURES)
                        ? Optional.of(context.input(StageRole.FEATURES))
                        : Optional.empty());
    }

    /** The data set as it is before any stage has run: there are no features yet. */
    static StageData of(DatasetDirectory directory) {
        return new StageData(directory, Optional.empty());
    }

    DatasetDirectory directory() {
        return directory;
    }

    TextTokenizer tokenizer() {
        return tokenizer;
    }

    ImageArchive archive(String imageSet) {
        return register(ImageArchive.open(directory.imageArchive(imageSet)));
    }

    FeatureStore features(String imageSet) {
        return register(FeatureStore.open(EncodeImagesBody.featureFile(featureStage.orElseThrow(), imageSet)));
    }

    /** The images of {@code imageSets} as a model with this encoder reads them: cached features or pixels. */
    VisualLookup images(ImageEncoderChoice choice, int tokensPerTile, List<String> imageSets) {
        if (choice.readsFeatures()) {
            return FeatureLookup.of(imageSets.stream().map(this::features).toList());
        }
        return PixelLookup.of(
                imageSets.stream().map(this::archive).toList(),
                directory.description().tilePixels(),
                tokensPerTile);
    }

    /** Closes {@code resource} with this. */
    <T extends AutoCloseable> T register(T resource) {
        opened.add(resource);
        return resource;
    }

    @Override
    public void close() {
        for (int i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException("could not close " + opened.get(i), e);
            }
        }
    }
}
