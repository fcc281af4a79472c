package io.firstlight.data.source;

/** Which dialogues of a file a source gives. */
public enum DialogueFilter {
    ALL,
    WITH_IMAGE,
    TEXT_ONLY;

    boolean admits(boolean hasImage) {
        return switch (this) {
            case ALL -> true;
            case WITH_IMAGE -> hasImage;
            case TEXT_ONLY -> !hasImage;
        };
    }
}
