package io.firstlight.data.visual;

import io.firstlight.core.error.UserException;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.data.feature.FeatureStore;
import io.firstlight.data.sample.BadSampleException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Image inputs from feature stores of one encoder. The stores stay the caller's, who closes them. */
public final class FeatureLookup implements VisualLookup {
    private final Map<String, FeatureStore> storeOf = new HashMap<>();
    private final int width;
    private final String places;

    private FeatureLookup(List<FeatureStore> stores) {
        this.width = stores.get(0).width();
        this.places =
                stores.stream().map(store -> store.file().toString()).toList().toString();
        for (FeatureStore store : stores) {
            if (store.width() != width || !store.encoder().equals(stores.get(0).encoder())) {
                throw new UserException("the feature stores " + places
                        + " come from different encoders; encode all image sets with one");
            }
            for (String key : store.keys()) {
                if (storeOf.put(key, store) != null) {
                    throw new UserException("image " + key + " is in two of the feature stores " + places
                            + "; image keys must be unique");
                }
            }
        }
    }

    /**
     * A lookup over several stores.
     *
     * @param stores at least one, with different images
     */
    public static FeatureLookup of(List<FeatureStore> stores) {
        return new FeatureLookup(stores);
    }

    @Override
    public int visualTokens(String image) throws BadSampleException {
        return store(image).tokens(image);
    }

    @Override
    public ImageInputs inputs(List<String> images) throws BadSampleException {
        if (images.isEmpty()) {
            return ImageInputs.NONE;
        }
        int[] visualTokens = new int[images.size()];
        for (int i = 0; i < visualTokens.length; i++) {
            visualTokens[i] = visualTokens(images.get(i));
        }
        float[] values = new float[Arrays.stream(visualTokens).sum() * width];
        int at = 0;
        for (String image : images) {
            at = store(image).copyTo(image, values, at);
        }
        return new ImageInputs.Features(visualTokens, values, width);
    }

    private FeatureStore store(String image) throws BadSampleException {
        FeatureStore store = storeOf.get(image);
        if (store == null) {
            throw new BadSampleException("image " + image, "no features of it in " + places);
        }
        return store;
    }
}
