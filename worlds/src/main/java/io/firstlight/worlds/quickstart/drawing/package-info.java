/**
 * Who draws what: the artists, which of them are held out, their drawings of the concepts, the colors those drawings
 * have, and the letters that words are drawn with. Start at
 * {@link io.firstlight.worlds.quickstart.drawing.DrawingLibrary}.
 */
package io.firstlight.worlds.quickstart.drawing;
