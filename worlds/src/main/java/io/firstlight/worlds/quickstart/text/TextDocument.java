package io.firstlight.worlds.quickstart.text;

/** One document of the text; its id begins with what it is about: noun, kind, scene or synset. */
public record TextDocument(String id, String text) {}
