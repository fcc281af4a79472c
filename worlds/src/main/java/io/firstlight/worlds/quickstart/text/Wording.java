package io.firstlight.worlds.quickstart.text;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The wordings of each question. Training never uses the wordings of the evaluation, but training questions contain all
 * their words. {x} and {y} are placeholders for what is asked about.
 */
public enum Wording {
    NAME(
            List.of(
                    "what is in the picture?",
                    "what is this?",
                    "what do you see?",
                    "what is shown here?",
                    "name the thing."),
            List.of("what is shown in the picture?", "what do you see here?")),
    NAME_AT_QUADRANT(
            List.of("what is at the {x}?", "what do you see at the {x}?", "which thing is at the {x}?"), List.of()),
    KIND(
            List.of(
                    "what kind of thing is this?",
                    "what kind of thing is in the picture?",
                    "what kind of thing is shown?",
                    "this is a kind of what?"),
            List.of("what kind of thing is shown in the picture?", "what kind of thing is shown here?")),
    COLOR(
            List.of("what color is it?", "what color is the thing?", "which color do you see?", "what color is this?"),
            List.of("which color is the thing?", "what color do you see?")),
    COLOR_OF(List.of("what color is the {x}?", "which color is the {x}?"), List.of()),
    PRESENCE(
            List.of("is there {x} in the picture?", "do you see {x}?", "is there {x}?", "does the picture show {x}?"),
            List.of("do you see {x} in the picture?", "is there {x} here?")),
    COUNT(
            List.of("how many things are in the picture?", "how many things do you see?", "how many things are there?"),
            List.of("how many things are shown here?", "how many things do you see in the picture?")),
    RELATION(
            List.of("what is {y} the {x}?", "what do you see {y} the {x}?", "which thing is {y} the {x}?"),
            List.of("what is shown {y} the {x}?", "what thing is {y} the {x}?")),
    READING(
            List.of("what word is this?", "what word is in the picture?", "read the word.", "which word do you see?"),
            List.of("what word do you see?", "which word is in the picture?")),
    LOCATION(
            List.of("where is the {x}?", "where do you see the {x}?", "at which place is the {x}?"),
            List.of("where in the picture is the {x}?", "where is the {x} in the picture?")),
    IS_A(
            List.of("what kind of thing is {x}?", "{x} is a kind of what?", "what is {x}?"),
            List.of("which kind of thing is {x}?", "what kind is {x}?")),
    WORD_FOR_GLOSS(
            List.of(
                    "what is the word for {x}?",
                    "which word means {x}?",
                    "name this : {x}.",
                    "which kind is this : {x}?"),
            List.of("what word means {x}?", "which is the word for {x}?")),
    CLOZE(
            List.of("what comes next : the meaning of {y} is {x}", "complete this : the meaning of {y} is {x}"),
            List.of("what word comes next : the meaning of {y} is {x}", "complete the meaning of {y} : {x}"));

    private final List<String> training;
    private final List<String> evaluation;

    Wording(List<String> training, List<String> evaluation) {
        this.training = training;
        this.evaluation = evaluation;
    }

    /** The wordings for training dialogues. */
    public List<String> training() {
        return training;
    }

    /** The wordings for evaluation items; empty if the evaluation never asks this question. */
    public List<String> evaluation() {
        return evaluation;
    }

    /** All words of all wordings, without the placeholders. */
    public static List<String> words() {
        return Arrays.stream(values())
                .flatMap(w -> Stream.concat(w.training.stream(), w.evaluation.stream()))
                .map(t -> t.replace("{x}", " ").replace("{y}", " "))
                .flatMap(t -> WordTokenizer.split(t).stream())
                .distinct()
                .toList();
    }

    /** The wording with each placeholder {@code {name}} replaced by its value. */
    public static String fill(String wording, Map<String, String> values) {
        String filled = wording;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }
}
