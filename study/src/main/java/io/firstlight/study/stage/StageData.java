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
import java.util.ArrayList;
import java.util.List;

/** The data set a stage reads, its tokenizer and its pictures; closes what it opened. */
public final class StageData implements AutoCloseable {
    private final StageContext context;
    private final DatasetDirectory directory;
    private final TextTokenizer tokenizer;
    private final List<AutoCloseable> opened = new ArrayList<>();

    private StageData(StageContext context, DatasetDirectory directory) {
        this.context = context;
        this.directory = directory;
        this.tokenizer = TextTokenizer.load(directory.tokenizerFile());
        opened.add(tokenizer);
    }

    static StageData open(StageContext context) {
        return new StageData(context, DatasetDirectory.open(context.input(StageRole.DATA)));
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
        return register(FeatureStore.open(EncodeImagesBody.featureFile(context.input(StageRole.FEATURES), imageSet)));
    }

    /** The pictures of {@code imageSets} as a model with this encoder reads them: cached features or pixels. */
    VisualLookup pictures(ImageEncoderChoice choice, int tokensPerTile, String... imageSets) {
        if (choice.readsFeatures()) {
            return FeatureLookup.of(java.util.Arrays.stream(imageSets).map(this::features).toList());
        }
        return PixelLookup.of(java.util.Arrays.stream(imageSets).map(this::archive).toList(),
                directory.description().tilePixels(), tokensPerTile);
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
