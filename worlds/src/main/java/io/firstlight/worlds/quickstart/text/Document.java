package io.firstlight.worlds.quickstart.text;

/** One text document. */
public record Document(String id, String text) {}
