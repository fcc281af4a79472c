package io.firstlight.worlds.quickstart.dialogue;

import java.util.List;

/** @param image key of the image all turns are about, or "" */
public record Dialogue(String id, String image, List<Turn> turns) {
    /** One question and its answer, and which question it is. */
    public record Turn(String kind, String question, String answer) {}

    public Dialogue {
        turns = List.copyOf(turns);
    }
}
