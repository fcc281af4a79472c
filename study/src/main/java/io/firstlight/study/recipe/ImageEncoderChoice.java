package io.firstlight.study.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where visual tokens come from. */
public enum ImageEncoderChoice {
    /** The study's own ViT, frozen: its features are computed once and read by every recipe. */
    @JsonProperty("frozen_vit")
    FROZEN_VIT("frozen_vit"),
    /** Starts as the same ViT and is trained on in the mixture and in fine-tuning: pixels, no cached features. */
    @JsonProperty("trained_vit")
    TRAINED_VIT("trained_vit"),
    /** No encoder: patches of pixels go through the projector. */
    @JsonProperty("patch_projection")
    PATCH_PROJECTION("patch_projection");

    private final String serializedName;

    ImageEncoderChoice(String serializedName) {
        this.serializedName = serializedName;
    }

    /** The name in study files. */
    public String serializedName() {
        return serializedName;
    }

    /** The names of all choices, sorted. */
    public static Set<String> names() {
        return Arrays.stream(values())
                .map(ImageEncoderChoice::serializedName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The choice of a name that is one of {@link #names}. */
    public static ImageEncoderChoice of(String name) {
        return Arrays.stream(values())
                .filter(choice -> choice.serializedName.equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Whether the study's image encoder must be trained for this choice. */
    public boolean needsEncoder() {
        return this != PATCH_PROJECTION;
    }

    /** Whether visual tokens are read from cached features. */
    public boolean readsFeatures() {
        return this == FROZEN_VIT;
    }
}
