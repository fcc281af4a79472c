/**
 * The artists, which of them are held out for evaluation, their drawings of the concepts, the names of those drawings'
 * colors, and the letters that words are drawn with. Start at
 * {@link io.firstlight.worlds.quickstart.drawing.DrawingLibrary}.
 */
package io.firstlight.worlds.quickstart.drawing;
