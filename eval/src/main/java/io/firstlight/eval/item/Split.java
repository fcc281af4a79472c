package io.firstlight.eval.item;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** Which of the two held-out halves an item belongs to: one to choose recipes by, one that is only ever reported. */
public enum Split {
    SELECTION("selection"),
    REPORTED("reported");

    private final String serializedName;

    Split(String serializedName) {
        this.serializedName = serializedName;
    }

    /** The word that files use. */
    @JsonValue
    public String serializedName() {
        return serializedName;
    }

    /**
     * The split that {@code word} names.
     *
     * @throws IllegalArgumentException naming the words that are allowed
     */
    @JsonCreator
    public static Split of(String word) {
        return Arrays.stream(values())
                .filter(split -> split.serializedName.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("split is '" + word + "'; allowed are "
                        + List.of(SELECTION.serializedName, REPORTED.serializedName)));
    }
}
