/**
 * Pictures: tar archives of PNG files read at random, and cutting pictures into tiles. Start at
 * {@link io.firstlight.data.image.ImageArchive}.
 */
package io.firstlight.data.image;
