/**
 * Icons of the icon artifact as pixels: reading the icon sets as streams, rasterising SVG, caching the rasters. Start
 * at {@link io.firstlight.worlds.quickstart.icon.IconRasters}.
 */
package io.firstlight.worlds.quickstart.icon;
