package io.firstlight.worlds.quickstart.text;

/** What becomes of a noun's facts. All of them are stated in the text; they differ in who may ask for them. */
public enum Role {
    /** Asked in training dialogues, never in evaluation. */
    ASKED,
    /** Never asked in training; asked on the selection split. */
    SELECTION,
    /** Never asked in training; asked on the reported split. */
    REPORTED
}
