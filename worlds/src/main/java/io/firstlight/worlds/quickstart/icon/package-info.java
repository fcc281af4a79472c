/**
 * Drawings out of the icon artifact: reading the sets as a stream, turning SVG into pixels, keeping the pixels in a
 * cache. Start at {@link io.firstlight.worlds.quickstart.icon.IconRasters}.
 */
package io.firstlight.worlds.quickstart.icon;
