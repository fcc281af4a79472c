/**
 * Images from bytes to the pixels an encoder reads: tar archives read at random, decoding under guards, and resizing as
 * an encoder's transform asks. Start at {@link io.firstlight.data.image.ImageArchive}.
 */
package io.firstlight.data.image;
