package io.firstlight.eval.score;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.firstlight.eval.item.TaskModality;
import java.util.Arrays;
import java.util.List;

/** What a model is shown beside the question. */
public enum Condition {
    /** The item's own image. */
    IMAGE("image"),
    /** No visual token at all: what the words alone give away. */
    WITHHELD("withheld"),
    /** The image of another item of the task: what any image gives away. */
    SHUFFLED("shuffled"),
    /** A text task, which has no image. */
    TEXT("text");

    private final String serializedName;

    Condition(String serializedName) {
        this.serializedName = serializedName;
    }

    /** The word that files use. */
    @JsonValue
    public String serializedName() {
        return serializedName;
    }

    /**
     * The condition that {@code word} names.
     *
     * @throws IllegalArgumentException naming the words that are allowed
     */
    @JsonCreator
    public static Condition of(String word) {
        return Arrays.stream(values())
                .filter(condition -> condition.serializedName.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("condition is '" + word + "'; allowed are "
                        + Arrays.stream(values()).map(Condition::serializedName).toList()));
    }

    /**
     * The conditions under which the items of a task are scored, on both splits: without floors on the selection split,
     * who tunes would have to look at the reported one. The first is the one that counts, the others are floors.
     */
    public static List<Condition> of(TaskModality modality) {
        return modality == TaskModality.VISUAL ? List.of(IMAGE, WITHHELD, SHUFFLED) : List.of(TEXT);
    }
}
