/**
 * Images: tar archives of PNG files read at random, and cutting images into tiles. Start at
 * {@link io.firstlight.data.image.ImageArchive}.
 */
package io.firstlight.data.image;
