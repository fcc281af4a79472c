package io.firstlight.eval.item;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** Whether the items of a task show an image. */
public enum TaskModality {
    VISUAL("visual"),
    TEXT("text");

    private final String serializedName;

    TaskModality(String serializedName) {
        this.serializedName = serializedName;
    }

    /** The word that files use. */
    @JsonValue
    public String serializedName() {
        return serializedName;
    }

    /**
     * The modality that {@code word} names.
     *
     * @throws IllegalArgumentException naming the words that are allowed
     */
    @JsonCreator
    public static TaskModality of(String word) {
        return Arrays.stream(values())
                .filter(modality -> modality.serializedName.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("modality is '" + word + "'; allowed are "
                        + List.of(VISUAL.serializedName, TEXT.serializedName)));
    }
}
