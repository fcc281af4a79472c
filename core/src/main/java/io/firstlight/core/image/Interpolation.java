package io.firstlight.core.image;

/** How a pixel of a resized image is computed. All of them average over the pixels it covers when an image shrinks. */
public enum Interpolation {
    /** The mean of the area a new pixel covers, weighted by exact overlap. */
    AREA,
    /** A triangle filter, as Pillow's BILINEAR. */
    BILINEAR,
    /** Keys' cubic filter with a = -0.5, as Pillow's BICUBIC. */
    BICUBIC
}
