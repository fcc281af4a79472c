package io.firstlight.worlds.quickstart.dialogue;

import java.util.List;

/**
 * One dialogue: questions and answers in order.
 *
 * @param image key of the image that all turns are about, or ""
 */
public record Dialogue(String id, String image, List<Turn> turns) {
    /** One question and its answer. */
    public record Turn(String question, String answer) {}

    public Dialogue {
        turns = List.copyOf(turns);
    }
}
