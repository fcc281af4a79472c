package io.firstlight.quickstart.text;

/** One text document. */
public record Document(String id, String text) {}
