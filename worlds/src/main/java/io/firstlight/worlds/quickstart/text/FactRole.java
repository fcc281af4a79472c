package io.firstlight.worlds.quickstart.text;

/** Which questions may ask for a noun's facts. The text states all facts, whatever their role. */
public enum FactRole {
    /** Questions of training dialogues, never of the evaluation. */
    ASKED,
    /** Questions of the selection split, never of training dialogues. */
    SELECTION,
    /** Questions of the reported split, never of training dialogues. */
    REPORTED
}
